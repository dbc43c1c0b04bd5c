package dev.quartermaster.registry;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.registry.file.UnusableRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeRegistryFileTest {

    @TempDir
    Path outside;

    private Path folder;

    @BeforeEach
    void makeAFolder() throws IOException {
        folder = Files.createDirectory(outside.resolve("config"));
    }

    @Test
    void aFileIsWhatItsPathSays() throws IOException {
        Path file = Files.writeString(folder.resolve("models.json"), "{}");

        assertThatCode(() -> SafeRegistryFile.require(file, 2)).doesNotThrowAnyException();
    }

    @Test
    void aLinkOutOfItsFolderIsRefused() throws IOException {
        Path secret = Files.writeString(outside.resolve("secret"), "{}");
        Path link = Files.createSymbolicLink(folder.resolve("models.json"), secret);

        assertRefused(link, "leads out of its folder");
    }

    @Test
    void aLinkToAnotherFileOfItsFolderIsRefused() throws IOException {
        Path other = Files.writeString(folder.resolve("other.json"), "{}");
        Path link = Files.createSymbolicLink(folder.resolve("models.json"), other);

        assertRefused(link, "give the file's own path");
    }

    @Test
    void aLinkThatLeadsOutThroughAVolumeIsRefused() throws IOException {
        Path secret = Files.writeString(outside.resolve("secret"), "{}");
        Path hidden = Files.createDirectory(folder.resolve("..2026"));
        Files.createSymbolicLink(hidden.resolve("models.json"), secret);
        Path link = Files.createSymbolicLink(folder.resolve("models.json"), Path.of("..2026/models.json"));

        assertRefused(link, "leads out of its folder");
    }

    @Test
    void theLinksOfAKubernetesVolumeAreFollowed() throws IOException {
        Path hidden = Files.createDirectory(folder.resolve("..2026_11_21"));
        Files.writeString(hidden.resolve("models.json"), "{}");
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_11_21"));
        Path link = Files.createSymbolicLink(folder.resolve("models.json"), Path.of("..data/models.json"));

        assertThatCode(() -> SafeRegistryFile.require(link, 2)).doesNotThrowAnyException();
    }

    @Test
    void whatIsTooLargeOrNoFileIsRefused() throws IOException {
        assertRefused(Files.writeString(folder.resolve("models.json"), "{  }"), "is larger than");
        assertRefused(folder, "it is a folder");
        assertRefused(Path.of("/dev/zero"), "it is a device");
        assertThatThrownBy(() -> SafeRegistryFile.require(folder.resolve("none"), 2))
                .isInstanceOf(NoSuchFileException.class);
    }

    private static void assertRefused(Path file, String reason) {
        assertThatThrownBy(() -> SafeRegistryFile.require(file, 2))
                .isInstanceOf(UnusableRegistry.class)
                .hasMessageContaining(reason);
    }
}
