package dev.quartermaster.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.model.ModelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A registry file of 2,000 models: the bundled ones, repeated under further ids. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class RegistryBenchmark {

    private static final int MODELS = 2_000;

    private Path file;
    private ModelRegistry registry;
    private String[] names;
    private int next;

    /** What one registry keeps alive, told beside the times. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Heap {
        public double megabytes;
    }

    @Setup
    public void write() throws IOException {
        ObjectMapper json = new ObjectMapper();
        file = Files.createTempFile("registry", ".json");
        try (var bundled = getClass().getResourceAsStream("/" + BundledRegistry.NAME)) {
            ObjectNode document = (ObjectNode) json.readTree(bundled);
            document.set("models", repeated((ArrayNode) document.get("models")));
            Files.write(file, json.writeValueAsBytes(document));
        }
        registry = load();
        names = registry.snapshot().models().stream()
                .map(model -> model.key().toString())
                .toArray(String[]::new);
        if (names.length != MODELS) {
            throw new IllegalStateException(names.length + " models instead of " + MODELS);
        }
    }

    @TearDown
    public void delete() throws IOException {
        Files.delete(file);
    }

    @Benchmark
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public Reload reload() {
        Reload reload = registry.reload();
        if (!reload.applied()) {
            throw new IllegalStateException("not applied");
        }
        return reload;
    }

    @Benchmark
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public ModelSpec lookUp() {
        next = next + 1 == names.length ? 0 : next + 1;
        return registry.snapshot().resolve(names[next]).orElseThrow();
    }

    /** The time says nothing; the counter is the live heap that a second registry adds. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public ModelRegistry memory(Heap heap) {
        long before = live();
        ModelRegistry another = load();
        heap.megabytes = (live() - before) / 1e6;
        return another;
    }

    private ModelRegistry load() {
        return new ModelRegistry(
                ModelRegistryTest.config(Optional.of(file), false), new ObjectMapper(), Clock.systemUTC());
    }

    private static long live() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static ArrayNode repeated(ArrayNode bundled) {
        ArrayNode models = bundled.arrayNode();
        for (int i = 0; i < MODELS; i++) {
            ObjectNode model = bundled.get(i % bundled.size()).deepCopy();
            if (i >= bundled.size()) {
                model.put("id", model.get("id").textValue() + "-" + i);
                model.remove("aliases");
                model.remove("fallbacks");
            }
            models.add(model);
        }
        return models;
    }
}
