package dev.quartermaster.catalog;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.catalog.model.CatalogSnapshot;
import dev.quartermaster.catalog.query.CallRoute;
import dev.quartermaster.catalog.query.CatalogIndex;
import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.catalog.store.BundledCatalog;
import dev.quartermaster.catalog.store.CacheFile;
import dev.quartermaster.catalog.store.CatalogCodec;
import dev.quartermaster.registry.BundledModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From a stored catalog to the answer of the first query, once in a fresh process each time: nothing is compiled yet. The
 * process has loaded its registry, which every start does first.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(10)
public class CatalogStartBenchmark {

    private final CatalogCodec codec = new CatalogCodec(new ObjectMapper());
    private Regions regions;
    private Path folder;

    @Setup
    public void writeTheCacheFile() throws Exception {
        BundledModels.of(1, new ObjectMapper());
        regions = Catalogs.regions();
        folder = Files.createTempDirectory("catalog");
        try (var bundled = getClass().getResourceAsStream("/" + BundledCatalog.RESOURCE)) {
            Files.write(folder.resolve(CacheFile.NAME), bundled.readAllBytes());
        }
    }

    @Benchmark
    public CallRoute fromCacheFile() throws Exception {
        return firstQuery(new CacheFile(folder, codec).read(Instant.now()).orElseThrow());
    }

    @Benchmark
    public CallRoute fromBundled() throws Exception {
        return firstQuery(BundledCatalog.read());
    }

    private CallRoute firstQuery(CatalogSnapshot catalog) {
        return new CatalogIndex(catalog, regions).resolve("Claude 3 Haiku", "eu-west-1", null);
    }
}
