package dev.quartermaster.provider.openai.wire;

import dev.quartermaster.domain.chat.MediaSource;

/** Reads and writes data URLs, which carry bytes inside a request. */
public final class DataUrl {

    private DataUrl() {}

    public static String of(MediaSource.Inline inline) {
        return "data:" + inline.mediaType() + ";base64," + inline.data();
    }
}
