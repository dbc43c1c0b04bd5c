package dev.quartermaster.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a file has changed by looking at it again and again. Looking works where change notifications do not: on
 * network file systems, in mounted configuration maps that swap symbolic links, and with editors that write a new file
 * and rename it.
 */
final class FileWatch {

    private final Path file;
    private Stamp handled;
    private Stamp seen;

    FileWatch(Path file) {
        this.file = file;
        this.handled = Stamp.of(file);
        this.seen = handled;
    }

    /**
     * Returns whether there is a settled change: the file is the same as at the previous check, so that no write is in
     * progress. True once per change.
     */
    boolean hasSettledChange() {
        Stamp now = Stamp.of(file);
        boolean settled = now.equals(seen) && !now.equals(handled);
        seen = now;
        if (settled) {
            handled = now;
        }
        return settled;
    }

    /** @param identity tells a file from one renamed into its place; null where the file system has none */
    private record Stamp(
            @Nullable FileTime modified,
            long size,
            @Nullable Object identity) {

        static final Stamp MISSING = new Stamp(null, -1, null);

        static Stamp of(Path file) {
            try {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            } catch (IOException e) {
                return MISSING;
            }
        }
    }
}
