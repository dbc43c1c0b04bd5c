package dev.quartermaster.registry;

import dev.quartermaster.registry.file.UnusableRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Source of the registry's bytes: the configured file, else the bundled one. */
final class RegistrySource {

    /** Room for some 20,000 models; a larger file is a mistake that must not take the memory of a running service. */
    static final int MOST_BYTES = 16 * 1024 * 1024;

    private final Optional<Path> path;

    RegistrySource(Optional<Path> path) {
        this.path = path;
    }

    /** @throws UnusableRegistry when it cannot be read or is too large */
    byte[] read() {
        return path.isPresent() ? read(path.get()) : BundledRegistry.content();
    }

    private static byte[] read(Path file) {
        try (InputStream in = open(file)) {
            byte[] content = in.readNBytes(MOST_BYTES + 1);
            requireSize(content.length);
            return content;
        } catch (NoSuchFileException e) {
            throw new UnusableRegistry("does not exist", e);
        } catch (IOException e) {
            throw new UnusableRegistry("cannot be read: " + e.getMessage(), e);
        }
    }

    static void requireSize(int bytes) {
        if (bytes > MOST_BYTES) {
            throw new UnusableRegistry("is larger than " + MOST_BYTES / (1024 * 1024) + " MiB");
        }
    }

    Optional<Path> file() {
        return path;
    }

    /** Opens the file with the size limit enforced while reading, as the file may grow meanwhile. */
    private static InputStream open(Path file) throws IOException {
        SafeRegistryFile.require(file, MOST_BYTES);
        return Files.newInputStream(file);
    }

    String describe() {
        return path.map(file -> "registry file " + file + " (quartermaster.registry.path)")
                .orElse("bundled registry " + BundledRegistry.NAME);
    }
}
