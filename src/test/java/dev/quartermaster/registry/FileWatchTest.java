package dev.quartermaster.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void writeAFile() throws IOException {
        file = Files.writeString(folder.resolve("watched"), "1");
    }

    @Test
    void anUntouchedFileHasNotChanged() {
        FileWatch watch = new FileWatch(file);

        assertThat(watch.hasSettledChange()).isFalse();
        assertThat(watch.hasSettledChange()).isFalse();
    }

    @Test
    void aChangeCountsOnceAndOnlyWhenItHasSettled() throws IOException {
        FileWatch watch = new FileWatch(file);
        Files.writeString(file, "12");
        assertThat(watch.hasSettledChange()).isFalse();
        Files.writeString(file, "123");
        assertThat(watch.hasSettledChange()).isFalse();

        assertThat(watch.hasSettledChange()).isTrue();
        assertThat(watch.hasSettledChange()).isFalse();
    }

    @Test
    void aFileRenamedIntoPlaceIsAChangeEvenWithTheSameSizeAndTime() throws IOException {
        FileWatch watch = new FileWatch(file);
        Path other = Files.writeString(folder.resolve("other"), "2");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        watch.hasSettledChange();

        assertThat(watch.hasSettledChange()).isTrue();
    }

    @Test
    void aSymbolicLinkThatIsSwappedIsAChange() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        FileWatch watch = new FileWatch(link);
        Path other = Files.writeString(folder.resolve("other"), "2");
        Path fresh = Files.createSymbolicLink(folder.resolve("fresh"), other);
        Files.move(fresh, link, StandardCopyOption.REPLACE_EXISTING);
        watch.hasSettledChange();

        assertThat(watch.hasSettledChange()).isTrue();
    }

    @Test
    void aFileThatIsGoneForAMomentIsNotReportedMissing() throws IOException {
        FileWatch watch = new FileWatch(file);
        Path aside = Files.move(file, folder.resolve("aside"));
        assertThat(watch.hasSettledChange()).isFalse();
        Files.move(aside, file);

        assertThat(watch.hasSettledChange()).isFalse();
        assertThat(watch.hasSettledChange()).isFalse();
    }
}
