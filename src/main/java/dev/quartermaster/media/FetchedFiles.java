package dev.quartermaster.media;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files that were fetched for one request, kept for as long as it lasts: whichever model is asked next gets the same
 * bytes. Touched by one thread at a time.
 */
public final class FetchedFiles {

    private final Map<String, LinkedFile> byUrl = new HashMap<>();
    private long bytes;

    boolean has(String url) {
        return byUrl.containsKey(url);
    }

    @Nullable LinkedFile of(String url) {
        return byUrl.get(url);
    }

    int count() {
        return byUrl.size();
    }

    /** Returns the size of all files together. */
    long bytes() {
        return bytes;
    }

    void add(String url, LinkedFile file) {
        if (byUrl.put(url, file) == null) {
            bytes += file.bytes();
        }
    }

    /** A file that was fetched. {@code base64} its bytes */
    record LinkedFile(FileKind kind, int bytes, String base64) {}
}
