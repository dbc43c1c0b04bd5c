package dev.quartermaster.catalog.fetch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param nextToken asks for the page after this one; null on the last */
public record ProfilePage(
        List<ProfileOffer> profiles, @Nullable String nextToken) {

    public ProfilePage {
        profiles = List.copyOf(profiles);
    }
}
