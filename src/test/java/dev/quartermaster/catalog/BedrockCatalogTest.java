package dev.quartermaster.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.catalog.fetch.BedrockControlPlane;
import dev.quartermaster.catalog.fetch.ControlPlaneConfig;
import dev.quartermaster.catalog.fetch.ControlPlaneFailure;
import dev.quartermaster.catalog.fetch.Fetchers;
import dev.quartermaster.catalog.model.CatalogSnapshot;
import dev.quartermaster.catalog.model.CatalogSource;
import dev.quartermaster.catalog.store.CacheFile;
import dev.quartermaster.catalog.store.CacheMode;
import dev.quartermaster.catalog.store.CatalogCache;
import dev.quartermaster.catalog.store.CatalogCodec;
import dev.quartermaster.telemetry.StatusContributor;
import dev.quartermaster.testing.MutableClock;
import io.smallrye.mutiny.Uni;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which source serves, what is said about it, and when AWS is asked. */
class BedrockCatalogTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final MutableClock clock = new MutableClock("2026-07-01T00:00:00Z");
    private final AtomicInteger fetches = new AtomicInteger();
    private final ObjectMapper json = new ObjectMapper();
    private Uni<JsonNode> models = Uni.createFrom().item(() -> tree("""
            {"modelSummaries":[{"modelId":"m.a","inferenceTypesSupported":["ON_DEMAND"]}]}"""));
    private boolean credentials = true;
    private boolean bundledAllowed = true;

    @Test
    void withoutAFileTheCatalogIsFetchedAndCached() throws Exception {
        CatalogReport report = report(catalog(CacheMode.FILE));

        assertThat(report.source()).isEqualTo(CatalogSource.API);
        assertThat(report.skipped()).extracting(SkippedSource::reason).containsExactly("there is no file yet");
        CatalogReport next = report(catalog(CacheMode.FILE));
        assertThat(next.source()).isEqualTo(CatalogSource.CACHE);
        assertThat(next.version()).isEqualTo(report.version());
        assertThat(fetches).hasValue(1);
    }

    @Test
    void withoutCredentialsTheBundledCopyServesWithTheReason() throws Exception {
        credentials = false;

        CatalogReport report = report(catalog(CacheMode.MEMORY));

        assertThat(report.source()).isEqualTo(CatalogSource.BUNDLED);
        assertThat(report.snapshot().models()).hasSize(125);
        assertThat(report.skipped())
                .extracting(SkippedSource::source)
                .containsExactly(CatalogSource.CACHE, CatalogSource.API);
        assertThat(report.skipped().get(1).reason()).isEqualTo("skipped: no credentials");
        assertThat(fetches).hasValue(0);
    }

    @Test
    void theBundledCopyServesUntilAFirstLoad() throws Exception {
        CompletableFuture<JsonNode> slow = new CompletableFuture<>();
        models = Uni.createFrom().completionStage(slow);
        BedrockCatalog catalog = catalog(CacheMode.MEMORY);
        catalog.warmUp(null);

        assertThat(catalog.peek())
                .get()
                .satisfies(known -> assertThat(known.snapshot().models()).hasSize(125));
        slow.complete(tree("""
                {"modelSummaries":[{"modelId":"m.a","inferenceTypesSupported":["ON_DEMAND"]}]}"""));
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        catalog.peek().orElseThrow().snapshot().models())
                .hasSize(1));
    }

    @Test
    void withoutTheBundledCopyNothingServesUntilAFirstLoad() throws Exception {
        bundledAllowed = false;

        assertThat(catalog(CacheMode.MEMORY).peek()).isEmpty();
    }

    @Test
    void withoutAnySourceEachIsNamed() throws Exception {
        credentials = false;
        bundledAllowed = false;
        BedrockCatalog catalog = catalog(CacheMode.MEMORY);

        assertThatThrownBy(() -> report(catalog))
                .isInstanceOf(CatalogUnavailable.class)
                .hasMessageContaining("cache: ")
                .hasMessageContaining("api: skipped")
                .hasMessageContaining("bundled: switched off");
        assertThat(catalog.peek()).isEmpty();
    }

    @Test
    void aDamagedFileIsPassedOverAndReplaced() throws Exception {
        Files.writeString(folder.resolve(CacheFile.NAME), "{\"schema\":1");

        CatalogReport report = report(catalog(CacheMode.FILE));

        assertThat(report.source()).isEqualTo(CatalogSource.API);
        assertThat(report.skipped().get(0).reason()).contains("cut short");
        assertThat(report(catalog(CacheMode.FILE)).source()).isEqualTo(CatalogSource.CACHE);
    }

    @Test
    void aStaleCatalogServesWhileOneRefreshRunsBehindIt() throws Exception {
        BedrockCatalog catalog = catalog(CacheMode.MEMORY);
        CatalogReport first = report(catalog);
        CompletableFuture<JsonNode> slow = new CompletableFuture<>();
        models = Uni.createFrom().completionStage(() -> slow.copy());
        clock.advance(Duration.ofHours(25));

        CatalogReport second = report(catalog);
        report(catalog);

        assertThat(second.snapshot()).isSameAs(first.snapshot());
        assertThat(second.stale()).isTrue();
        assertThat(fetches).hasValue(2);
        slow.complete(tree("{\"modelSummaries\":[]}"));
        Awaitility.await().until(() -> !report(catalog).stale());
        assertThat(fetches).hasValue(2);
    }

    @Test
    void aStaleFileServesToo() throws Exception {
        CatalogSnapshot old = report(catalog(CacheMode.FILE)).snapshot();
        clock.advance(Duration.ofDays(3));
        models = Uni.createFrom().nothing();

        CatalogReport report = report(catalog(CacheMode.FILE));

        assertThat(report.source()).isEqualTo(CatalogSource.CACHE);
        assertThat(report.snapshot()).isEqualTo(old);
        assertThat(report.age()).isEqualTo(Duration.ofDays(3));
        assertThat(fetches).hasValue(2);
    }

    @Test
    void aRefreshThatFailsKeepsTheCatalogAndIsNotRepeatedAtOnce() throws Exception {
        BedrockCatalog catalog = catalog(CacheMode.MEMORY);
        CatalogSnapshot first = report(catalog).snapshot();
        models = Uni.createFrom().failure(() -> ControlPlaneFailure.failed("status 500"));
        clock.advance(Duration.ofHours(25));
        report(catalog);
        Awaitility.await()
                .until(() -> !catalog.peekReport().orElseThrow().skipped().isEmpty());

        report(catalog);
        clock.advance(Duration.ofMinutes(4));
        CatalogReport last = report(catalog);

        assertThat(fetches).hasValue(2);
        assertThat(last.snapshot()).isSameAs(first);
        assertThat(last.skipped().get(last.skipped().size() - 1).reason())
                .contains("not one region answered: status 500");
        clock.advance(Duration.ofMinutes(2));
        report(catalog);
        Awaitility.await().until(() -> fetches.get() == 3);
    }

    @Test
    void modeNoneFetchesEachTimeAndWritesNoFile() throws Exception {
        BedrockCatalog catalog = catalog(CacheMode.NONE);

        report(catalog);
        report(catalog);

        assertThat(fetches).hasValue(2);
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aFolderThatCannotBeWrittenTurnsFileIntoMemory() throws Exception {
        folder = Files.writeString(folder.resolve("blocked"), "").resolve("below");

        CatalogReport report = report(catalog(CacheMode.FILE));

        assertThat(report.source()).isEqualTo(CatalogSource.API);
        assertThat(report.cache().mode()).isEqualTo(CacheMode.FILE);
        assertThat(report.cache().effective()).isEqualTo(CacheMode.MEMORY);
        assertThat(report.cache().trouble())
                .hasValueSatisfying(why -> assertThat(why).contains(CacheFile.NAME));
    }

    @Test
    void aFileThatCannotBeReplacedTurnsFileIntoMemory() throws Exception {
        Files.createDirectories(folder.resolve(CacheFile.NAME).resolve("occupied"));

        CatalogReport report = report(catalog(CacheMode.FILE));

        assertThat(report.source()).isEqualTo(CatalogSource.API);
        assertThat(report.cache().effective()).isEqualTo(CacheMode.MEMORY);
        assertThat(report.cache().trouble())
                .hasValueSatisfying(why -> assertThat(why).contains("cannot be written"));
    }

    @Test
    void anOldBundledCopyShowsOnTheStatusPage() throws Exception {
        credentials = false;
        BedrockCatalog catalog = catalog(CacheMode.MEMORY);
        assertThat(catalog.status().state()).isEqualTo(StatusContributor.State.OK);

        assertThat(report(catalog).outdated()).isFalse();
        clock.advance(Duration.ofDays(100));

        assertThat(report(catalog).outdated()).isTrue();
        assertThat(catalog.status().state()).isEqualTo(StatusContributor.State.DEGRADED);
        assertThat(catalog.status().detail()).contains("114 days").contains("skipped: no credentials");
    }

    private BedrockCatalog catalog(CacheMode mode) throws Exception {
        CatalogConfig config = config(mode);
        CatalogCodec codec = new CatalogCodec(json);
        Optional<CacheFile> file =
                mode == CacheMode.FILE ? Optional.of(new CacheFile(folder, codec)) : Optional.empty();
        CatalogCache cache = new CatalogCache(mode, file, clock);
        Uni<Void> ready = Uni.createFrom().deferred(this::ready);
        BedrockControlPlane controlPlane = Fetchers.answering(
                ready,
                Uni.createFrom().deferred(() -> models),
                Uni.createFrom().item(() -> tree("{\"inferenceProfileSummaries\":[]}")));
        var fetcher = Fetchers.over(controlPlane, new TwoRegions(), clock);
        var waterfall = new GuardedWaterfall(cache, fetcher, codec, Catalogs.regions(), config, clock);
        return new BedrockCatalog(waterfall, cache, config, clock);
    }

    private Uni<Void> ready() {
        if (!credentials) {
            return Uni.createFrom().failure(ControlPlaneFailure.failed("skipped: no credentials"));
        }
        fetches.incrementAndGet();
        return Uni.createFrom().voidItem();
    }

    private static CatalogReport report(BedrockCatalog catalog) {
        return catalog.report().await().atMost(PATIENCE);
    }

    private JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }

    private CatalogConfig config(CacheMode mode) {
        return new Settings(mode, folder, bundledAllowed);
    }

    private record Settings(CacheMode cacheMode, Path folder, boolean bundledAllowed) implements CatalogConfig {
        @Override
        public Optional<Path> cacheDir() {
            return Optional.of(folder);
        }

        @Override
        public Duration maxAge() {
            return Duration.ofHours(24);
        }

        @Override
        public Duration refreshPause() {
            return Duration.ofMinutes(5);
        }

        @Override
        public boolean fallbackToBundled() {
            return bundledAllowed;
        }
    }

    private record TwoRegions() implements ControlPlaneConfig {
        @Override
        public String baseUrl() {
            return "http://localhost/{region}";
        }

        @Override
        public int concurrency() {
            return 10;
        }

        @Override
        public Duration timeout() {
            return PATIENCE;
        }

        @Override
        public Optional<List<String>> regions() {
            return Optional.of(List.of("us-east-1", "eu-west-1"));
        }
    }
}
