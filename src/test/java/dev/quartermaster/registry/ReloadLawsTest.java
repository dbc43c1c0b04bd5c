package dev.quartermaster.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.RegistryConfig.Edits;
import dev.quartermaster.registry.file.RandomEntries;
import dev.quartermaster.registry.file.RegistryEntry;
import dev.quartermaster.registry.file.RegistryFileWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Under load, whatever is loaded: a reader sees one version whole, and a file that cannot be used is never seen. */
class ReloadLawsTest {

    private static final int RELOADS = 150;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final Map<String, List<ModelSpec>> loaded = new ConcurrentHashMap<>();

    @Test
    void everyReaderSeesAllOfOneVersion() throws Exception {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20_261_121L);
        Path file = folder.resolve("models.json");
        write(file, random);
        ModelRegistry registry = new ModelRegistry(RegistryFiles.config(file, Edits.AUTO), JSON, Clock.systemUTC());
        keep(registry.snapshot());
        AtomicBoolean done = new AtomicBoolean();
        var readers = Executors.newFixedThreadPool(3);
        List<Future<Map<String, RegistrySnapshot>>> seen = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            seen.add(readers.submit(() -> watch(registry, done)));
        }
        int refused = 0;
        for (int i = 0; i < RELOADS; i++) {
            if (random.nextInt(3) == 0) {
                spoil(file, random);
                RegistrySnapshot before = registry.snapshot();
                assertThat(registry.reload().applied()).isFalse();
                assertThat(registry.snapshot()).isSameAs(before);
                refused++;
            } else {
                write(file, random);
                Reload reload = registry.reload();
                assertThat(reload.applied()).isTrue();
                keep(reload.snapshot());
            }
        }
        done.set(true);
        readers.shutdown();

        assertThat(refused).isPositive();
        for (Future<Map<String, RegistrySnapshot>> reader : seen) {
            reader.get().forEach((version, snapshot) -> {
                assertThat(snapshot.models()).isEqualTo(loaded.get(version));
                for (ModelSpec model : snapshot.models()) {
                    assertThat(snapshot.find(model.key())).containsSame(model);
                    assertThat(snapshot.resolve(model.key().toString())).isPresent();
                }
            });
        }
    }

    private void keep(RegistrySnapshot snapshot) {
        loaded.put(snapshot.version(), snapshot.models());
    }

    private static Map<String, RegistrySnapshot> watch(ModelRegistry registry, AtomicBoolean done) {
        Map<String, RegistrySnapshot> seen = new HashMap<>();
        while (!done.get()) {
            RegistrySnapshot snapshot = registry.snapshot();
            List<ModelSpec> models = snapshot.models();
            if (!models.isEmpty()
                    && snapshot.find(models.get(models.size() - 1).key()).isEmpty()) {
                throw new AssertionError("half a registry");
            }
            seen.put(snapshot.version(), snapshot);
        }
        return seen;
    }

    private static void write(Path file, RandomGenerator random) throws IOException {
        RandomEntries source = new RandomEntries(random);
        Map<Object, RegistryEntry> entries = new LinkedHashMap<>();
        for (int i = 1 + random.nextInt(30); i > 0; i--) {
            RegistryEntry entry = source.next();
            entries.put(entry.model().key(), entry);
        }
        Files.write(file, new RegistryFileWriter(JSON).write(JSON.createObjectNode(), List.copyOf(entries.values())));
    }

    private static void spoil(Path file, RandomGenerator random) throws IOException {
        String text = Files.readString(file);
        Files.writeString(
                file,
                switch (random.nextInt(4)) {
                    case 0 -> text.substring(0, text.length() / 2);
                    case 1 -> "{\"models\":{}}";
                    case 2 -> "{\"models\":[{\"id\":\"a\",\"provider\":\"x\"},{\"id\":\"a\",\"provider\":\"x\"}]}";
                    default -> "";
                });
    }
}
