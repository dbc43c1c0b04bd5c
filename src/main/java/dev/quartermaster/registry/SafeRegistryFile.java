package dev.quartermaster.registry;

import dev.quartermaster.registry.file.UnusableRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Refuses a configured file that is not what its path says, before a byte of it is read. A link could be turned to
 * another file by whoever may write to its folder, and a device never ends.
 */
final class SafeRegistryFile {

    /** Prefix of the names that Kubernetes uses beside the files of a volume. */
    private static final String VOLUME_PREFIX = "..";

    private SafeRegistryFile() {}

    /**
     * @throws UnusableRegistry when it is a link, no file at all, or too large
     * @throws IOException when it does not exist or cannot be looked at
     */
    static void require(Path file, long mostBytes) throws IOException {
        if (Files.isSymbolicLink(file)) {
            requireVolume(file);
        }
        if (Files.isDirectory(file)) {
            throw new UnusableRegistry("cannot be read: it is a folder");
        }
        long size = Files.size(file);
        if (!Files.isRegularFile(file)) {
            throw new UnusableRegistry("cannot be read: it is a device, not a file");
        }
        if (size > mostBytes) {
            throw new UnusableRegistry(
                    "is larger than " + mostBytes / (1024 * 1024) + " MiB: it has " + size + " bytes");
        }
    }

    /** The files of a Kubernetes volume are links into a hidden folder beside them, swapped as a whole. */
    private static void requireVolume(Path link) throws IOException {
        Path folder = Objects.requireNonNull(link.toAbsolutePath().getParent()).toRealPath();
        Path target = link.toRealPath();
        if (!target.startsWith(folder)) {
            throw new UnusableRegistry("is a symbolic link that leads out of its folder");
        }
        if (!folder.relativize(target).getName(0).toString().startsWith(VOLUME_PREFIX)) {
            throw new UnusableRegistry("is a symbolic link; give the file's own path");
        }
    }
}
