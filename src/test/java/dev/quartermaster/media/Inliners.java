package dev.quartermaster.media;

import java.util.Map;

/** Gives tests of other packages an inliner. */
public final class Inliners {

    private Inliners() {}

    /** One that fetches nothing. */
    public static LinkInliner idle() {
        return new LinkInliner(MediaSettings.with(Map.of("fetch-links", "false")), null);
    }
}
