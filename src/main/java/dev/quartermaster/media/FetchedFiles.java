package dev.quartermaster.media;

import dev.quartermaster.domain.MemoryRoom;
import dev.quartermaster.domain.MemoryRoom.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files that were fetched for one request, kept for as long as it lasts: whichever model is asked next gets the same
 * bytes. Touched by one thread at a time.
 */
public final class FetchedFiles {

    private final Map<String, LinkedFile> byUrl = new HashMap<>();
    private final List<Runnable> held = new ArrayList<>();
    private long bytes;
    private boolean released;

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

    /** One of the files is to take this place. @return false if the request has ended: then it is not to */
    boolean holds(Place place, MemoryRoom room) {
        return !released && held.add(() -> room.leave(place));
    }

    /** The request has ended: gives back the memory that the files were given. */
    public void release() {
        released = true;
        held.forEach(Runnable::run);
        held.clear();
    }

    /** A file that was fetched. {@code base64} its bytes */
    record LinkedFile(FileKind kind, int bytes, String base64) {}
}
