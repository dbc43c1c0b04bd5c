package dev.quartermaster.catalog.store;

import dev.quartermaster.catalog.model.CatalogSnapshot;
import dev.quartermaster.storage.AtomicFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The one file in which a catalog outlives the process. Blocking. Several processes may share it: it is replaced whole,
 * so that a reader finds the old one or the new one and never a part.
 */
public final class CacheFile {

    public static final String NAME = "bedrock_catalog.json";

    /** A catalog has some hundred kilobytes; what is far larger is something else. */
    private static final long LARGEST = 16L * 1024 * 1024;

    /** Tolerated clock lead of the writer. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Path folder;
    private final Path file;
    private final CatalogCodec codec;

    public CacheFile(Path folder, CatalogCodec codec) {
        this.folder = folder;
        this.file = folder.resolve(NAME);
        this.codec = codec;
    }

    public Path path() {
        return file;
    }

    /**
     * @return empty when there is no file yet
     * @throws CatalogDamaged when there is one that must not be used
     */
    public Optional<CatalogSnapshot> read(Instant now) throws CatalogDamaged {
        if (Files.isSymbolicLink(folder)) {
            throw new CatalogDamaged("its folder is a link");
        }
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new CatalogDamaged("it is a link or a folder, not a file");
        }
        try {
            if (Files.size(file) > LARGEST) {
                throw new CatalogDamaged("it is larger than " + LARGEST + " bytes");
            }
            return Optional.of(codec.decode(Files.readAllBytes(file), now.plus(SKEW)));
        } catch (IOException unreadable) {
            throw new CatalogDamaged(
                    "it cannot be read (" + unreadable.getClass().getSimpleName() + ")");
        }
    }

    /** Returns whether {@link #write} can be expected to work; creates nothing. */
    public boolean writable() {
        Path nearest = folder;
        while (nearest != null && !Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        return nearest != null
                && Files.isDirectory(nearest)
                && Files.isWritable(nearest)
                && !Files.isSymbolicLink(folder);
    }

    /** Writes beside the file, forces that to the disk, and only then puts it in the file's place. */
    public void write(CatalogSnapshot catalog) throws IOException {
        if (Files.isSymbolicLink(folder)) {
            throw new FileSystemException(folder.toString(), null, "is a link");
        }
        Files.createDirectories(folder);
        AtomicFile.replace(file, codec.encode(catalog));
    }
}
