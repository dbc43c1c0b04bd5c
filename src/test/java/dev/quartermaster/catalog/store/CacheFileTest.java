package dev.quartermaster.catalog.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.catalog.Catalogs;
import dev.quartermaster.catalog.model.CatalogSnapshot;
import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFileTest {

    private static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");

    @TempDir
    Path folder;

    @Test
    void aWrittenCatalogIsReadAndLeavesNoOtherFile() throws Exception {
        CacheFile file = in(folder.resolve("not/there/yet"));

        file.write(Catalogs.bundled());
        file.write(Catalogs.bundled());

        assertThat(file.read(NOW)).contains(Catalogs.bundled());
        try (var files = Files.list(file.path().getParent())) {
            assertThat(files).containsExactly(file.path());
        }
    }

    @Test
    void noFileIsNoDamage() throws Exception {
        assertThat(in(folder).read(NOW)).isEmpty();
    }

    @Test
    void aLinkIsRefusedAndReplacedRatherThanFollowed() throws Exception {
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "precious");
        CacheFile file = in(folder);
        Files.createSymbolicLink(file.path(), elsewhere);

        assertThatThrownBy(() -> file.read(NOW))
                .isInstanceOf(CatalogDamaged.class)
                .hasMessageContaining("link");
        file.write(Catalogs.bundled());

        assertThat(elsewhere).hasContent("precious");
        assertThat(file.read(NOW)).isPresent();
    }

    @Test
    void aFolderThatIsALinkIsNeitherReadNorWritten() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        in(elsewhere).write(Catalogs.bundled());
        byte[] before = Files.readAllBytes(in(elsewhere).path());
        CacheFile file = in(Files.createSymbolicLink(folder.resolve("link"), elsewhere));

        assertThatThrownBy(() -> file.read(NOW))
                .isInstanceOf(CatalogDamaged.class)
                .hasMessageContaining("link");
        assertThat(file.writable()).isFalse();
        assertThatThrownBy(() -> file.write(Catalogs.bundled())).isInstanceOf(FileSystemException.class);
        assertThat(in(elsewhere).path()).hasBinaryContent(before);
    }

    @Test
    void aFarTooLargeFileIsRefusedUnread() throws Exception {
        CacheFile file = in(folder);
        try (RandomAccessFile large = new RandomAccessFile(file.path().toFile(), "rw")) {
            large.setLength(100L * 1024 * 1024);
        }

        assertThatThrownBy(() -> file.read(NOW))
                .isInstanceOf(CatalogDamaged.class)
                .hasMessageContaining("larger");
    }

    @Test
    void aTimeInTheFutureIsDamage() throws Exception {
        CatalogSnapshot bundled = Catalogs.bundled();
        CacheFile file = in(folder);
        file.write(new CatalogSnapshot(NOW.plusSeconds(301), bundled.models(), bundled.regions()));

        assertThatThrownBy(() -> file.read(NOW))
                .isInstanceOf(CatalogDamaged.class)
                .hasMessageContaining("future");
        assertThat(file.read(NOW.plusSeconds(1))).isPresent();
    }

    @Test
    void aFolderThatIsAFileIsNotWritable() throws Exception {
        Path blocked = Files.writeString(folder.resolve("blocked"), "");

        assertThat(in(blocked).writable()).isFalse();
        assertThat(in(blocked.resolve("below")).writable()).isFalse();
        assertThat(in(folder.resolve("new/folder")).writable()).isTrue();
    }

    @Test
    void theFolderIsTheConfiguredOneOrXdgsOrHomes() {
        Map<String, String> xdg = Map.of("XDG_CACHE_HOME", "/var/cache/me");
        Map<String, String> relative = Map.of("XDG_CACHE_HOME", "cache");

        assertThat(CacheFolder.of(Optional.of(Path.of("/data")), xdg::get, "/home/me"))
                .isEqualTo(Path.of("/data"));
        assertThat(CacheFolder.of(Optional.empty(), xdg::get, "/home/me"))
                .isEqualTo(Path.of("/var/cache/me/quartermaster"));
        assertThat(CacheFolder.of(Optional.empty(), relative::get, "/home/me"))
                .isEqualTo(Path.of("/home/me/.cache/quartermaster"));
    }

    private static CacheFile in(Path folder) {
        return new CacheFile(folder, new CatalogCodec(new ObjectMapper()));
    }
}
