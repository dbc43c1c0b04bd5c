package dev.quartermaster.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import org.jspecify.annotations.Nullable;

/**
 * Replaces files whole: a reader finds the old content or the new one and never a part, and after a loss of power, too.
 * Blocking.
 */
public final class AtomicFile {

    private AtomicFile() {}

    /** Asked when the new content is on the disk, right before it takes the old one's place. */
    @FunctionalInterface
    public interface LastLook {
        boolean mayReplace() throws IOException;
    }

    /** Puts {@code content} in the place of {@code file}, or makes it, in a folder that is there. */
    public static void replace(Path file, byte[] content) throws IOException {
        replaceIf(file, content, () -> true);
    }

    /**
     * The same, unless the last look says no; then nothing changes.
     *
     * @return whether it was replaced
     */
    public static boolean replaceIf(Path file, byte[] content, LastLook look) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path fresh = Files.createTempFile(folder, file.getFileName() + ".", ".tmp");
        try {
            keepPermissions(file, fresh);
            force(fresh, content);
            if (!look.mayReplace()) {
                return false;
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
        forceFolder(folder);
        return true;
    }

    /** A new temporary file is its owner's alone; who could read the old content may read the new one. */
    private static void keepPermissions(Path file, Path fresh) throws IOException {
        if (Files.exists(file)) {
            var old = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            if (old != null) {
                Files.setPosixFilePermissions(fresh, old.readAttributes().permissions());
            }
        }
    }

    private static void force(Path target, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Without this the new name may be lost with the power. Not every file system lets a folder be forced. */
    private static void forceFolder(@Nullable Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException unsupported) {
            // The file itself is whole either way.
        }
    }
}
