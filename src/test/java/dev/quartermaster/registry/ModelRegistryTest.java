package dev.quartermaster.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRegistryTest {

    private static final Instant NOW = Instant.parse("2026-07-02T10:00:00Z");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void writeAFile() throws IOException {
        file = folder.resolve("models.json");
        write(models("one"));
    }

    @Test
    void theConfiguredFileReplacesTheBundledOne() {
        RegistrySnapshot snapshot = registry().snapshot();

        assertThat(ids(snapshot)).containsExactly("one");
        assertThat(snapshot.loadedAt()).isEqualTo(NOW);
        assertThat(snapshot.version()).matches("[0-9a-f]{12}");
    }

    @Test
    void aReloadTakesTheNewContent() throws IOException {
        ModelRegistry registry = registry();
        RegistrySnapshot before = registry.snapshot();
        write(models("one", "two"));

        Reload reload = registry.reload();

        assertThat(reload.applied()).isTrue();
        assertThat(reload.snapshot()).isSameAs(registry.snapshot());
        assertThat(ids(registry.snapshot())).containsExactly("one", "two");
        assertThat(registry.snapshot().version()).isNotEqualTo(before.version());
        assertThat(ids(before)).containsExactly("one");
    }

    @Test
    void equalContentHasAnEqualVersion() {
        ModelRegistry registry = registry();
        String before = registry.snapshot().version();

        assertThat(registry.reload().snapshot().version()).isEqualTo(before);
    }

    @Test
    void aBadEntryIsLeftOutAndReported() throws IOException {
        write(models("one").replace("]", ",{\"id\":\"bad\",\"provider\":\"openai\"}]"));

        RegistrySnapshot snapshot = registry().snapshot();

        assertThat(ids(snapshot)).containsExactly("one");
        assertThat(snapshot.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.id()).isEqualTo("bad");
            assertThat(problem.provider()).isEqualTo("openai");
            assertThat(problem.index()).isEqualTo(1);
            assertThat(problem.reason()).startsWith("a price is missing");
        });
    }

    @Test
    void aReloadOfWhatIsNoRegistryChangesNothing() throws IOException {
        assertRefused("{\"models\":", "is not JSON");
    }

    @Test
    void aReloadThatNamesAModelTwiceChangesNothing() throws IOException {
        assertRefused(
                models("two", "two").replace(",{", ",\n{"),
                "models[0] (line 1) and models[1] (line 2) are both openai/two");
    }

    @Test
    void aReloadOfAMissingFileChangesNothing() throws IOException {
        ModelRegistry registry = registry();
        RegistrySnapshot before = registry.snapshot();
        Files.delete(file);

        Reload reload = registry.reload();

        assertThat(reload.refusal()).get().asString().endsWith("does not exist");
        assertThat(registry.snapshot()).isSameAs(before);
    }

    @Test
    void aReloadOfAFileBeyondTheBoundChangesNothing() throws IOException {
        ModelRegistry registry = registry();
        RegistrySnapshot before = registry.snapshot();
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(100L * 1024 * 1024);
        }

        Reload reload = registry.reload();

        assertThat(reload.refusal()).get().asString().endsWith("is larger than 16 MiB: it has 104857600 bytes");
        assertThat(registry.snapshot()).isSameAs(before);
    }

    @Test
    void withoutALastGoodRegistryABadFileStopsTheStartAndIsNamed() throws IOException {
        write("nonsense");

        assertThatThrownBy(this::registry)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("quartermaster.registry.path")
                .hasMessageContaining("is not JSON");
    }

    @Test
    void aFolderIsNoRegistryFile() {
        file = folder;

        assertThatThrownBy(this::registry)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void readersSeeTheOldRegistryOrTheNewOneAndNeverAMixture() throws Exception {
        ModelRegistry registry = registry();
        AtomicBoolean done = new AtomicBoolean();
        var readers = Executors.newFixedThreadPool(2);
        List<Future<Boolean>> verdicts = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            verdicts.add(readers.submit(() -> whole(registry, done)));
        }
        for (int i = 0; i < 100; i++) {
            write(i % 2 == 0 ? models("a", "b", "c") : models("one"));
            registry.reload();
        }
        done.set(true);
        for (Future<Boolean> verdict : verdicts) {
            assertThat(verdict.get()).isTrue();
        }
        readers.shutdown();
    }

    @Test
    void aChangedFileIsTakenUpByItself() throws IOException {
        ModelRegistry registry = registry();
        RegistryWatcher watcher = new RegistryWatcher(registry);
        Path written = Files.writeString(folder.resolve("models.json.tmp"), models("renamed"));
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);

        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(ids(registry.snapshot()))
                .containsExactly("renamed"));
        watcher.stop();
    }

    @Test
    void anUnwatchedFileIsLeftAlone() throws IOException {
        ModelRegistry registry = new ModelRegistry(config(Optional.of(file), false), new ObjectMapper(), clock());
        write(models("two"));

        registry.reloadIfChanged();
        registry.reloadIfChanged();

        assertThat(registry.isWatched()).isFalse();
        assertThat(ids(registry.snapshot())).containsExactly("one");
    }

    private void assertRefused(String content, String reason) throws IOException {
        ModelRegistry registry = registry();
        RegistrySnapshot before = registry.snapshot();
        write(content);

        Reload reload = registry.reload();

        assertThat(reload.applied()).isFalse();
        assertThat(reload.refusal()).get().asString().contains(reason, file.toString());
        assertThat(reload.snapshot()).isSameAs(before);
        assertThat(registry.snapshot()).isSameAs(before);
    }

    private static boolean whole(ModelRegistry registry, AtomicBoolean done) {
        while (!done.get()) {
            RegistrySnapshot snapshot = registry.snapshot();
            List<String> ids = ids(snapshot);
            boolean isNew = snapshot.resolve("b").isPresent() && ids.equals(List.of("a", "b", "c"));
            boolean isOld = snapshot.resolve("one").isPresent() && ids.equals(List.of("one"));
            if (!isNew && !isOld) {
                return false;
            }
        }
        return true;
    }

    private ModelRegistry registry() {
        return new ModelRegistry(config(Optional.of(file), true), new ObjectMapper(), clock());
    }

    static RegistryConfig config(Optional<Path> path, boolean watch) {
        return new RegistryConfig() {
            @Override
            public Optional<Path> path() {
                return path;
            }

            @Override
            public boolean watch() {
                return watch;
            }

            @Override
            public Optional<Boolean> fromCatalog() {
                return Optional.empty();
            }

            @Override
            public Edits edits() {
                return Edits.AUTO;
            }
        };
    }

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    private void write(String content) throws IOException {
        Files.writeString(file, content);
    }

    private static String models(String... ids) {
        List<String> entries = new ArrayList<>();
        for (String id : ids) {
            entries.add("{\"id\":\"%s\",\"provider\":\"openai\",\"pricing\":{\"input_per_1m\":1,\"output_per_1m\":2}}"
                    .formatted(id));
        }
        return "{\"models\":[" + String.join(",", entries) + "]}";
    }

    private static List<String> ids(RegistrySnapshot snapshot) {
        return snapshot.models().stream().map(model -> model.key().id()).toList();
    }
}
