package dev.quartermaster.catalog;

import dev.quartermaster.catalog.ServedCatalog.ContentVersion;
import dev.quartermaster.catalog.fetch.CatalogFetcher;
import dev.quartermaster.catalog.fetch.ControlPlaneFailure;
import dev.quartermaster.catalog.model.CatalogSnapshot;
import dev.quartermaster.catalog.model.CatalogSource;
import dev.quartermaster.catalog.query.CatalogIndex;
import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.catalog.store.BundledCatalog;
import dev.quartermaster.catalog.store.CatalogCache;
import dev.quartermaster.catalog.store.CatalogCodec;
import dev.quartermaster.catalog.store.CatalogDamaged;
import dev.quartermaster.catalog.store.Worker;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.ref.SoftReference;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.jspecify.annotations.Nullable;

/**
 * Loads the catalog from the first source that has one: the cache, AWS, or the copy that came with the program. Each
 * source falls back to the next by {@code @Fallback}; the regions of AWS have time-outs and retries of their own ({@code
 * RegionFetcher}). Nobody can cancel a load: {@link SingleFlight} shares it among those who wait.
 */
@ApplicationScoped
class CatalogWaterfall {

    private final CatalogCache cache;
    private final CatalogFetcher fetcher;
    private final CatalogCodec codec;
    private final Regions regions;
    private final boolean bundledAllowed;
    private final Clock clock;
    private final BundledFallback bundledFallback = new BundledFallback();
    private final SingleFlight<CatalogSnapshot> fetching = new SingleFlight<>();

    CatalogWaterfall(
            CatalogCache cache,
            CatalogFetcher fetcher,
            CatalogCodec codec,
            Regions regions,
            CatalogConfig config,
            Clock clock) {
        this.cache = cache;
        this.fetcher = fetcher;
        this.codec = codec;
        this.regions = regions;
        this.bundledAllowed = config.fallbackToBundled();
        this.clock = clock;
    }

    /** Returns the catalog of the first source that gives one; fails with {@link CatalogUnavailable} when none does. */
    Uni<ServedCatalog> load() {
        return fromCache(List.of());
    }

    @Fallback(fallbackMethod = "withoutCache")
    Uni<ServedCatalog> fromCache(List<SkippedSource> skipped) {
        return cache.read().map(catalog -> served(catalog, CatalogSource.CACHE, skipped));
    }

    Uni<ServedCatalog> withoutCache(List<SkippedSource> skipped, Throwable failure) {
        return fromAws(and(skipped, skipped(CatalogSource.CACHE, failure)));
    }

    @Fallback(fallbackMethod = "withoutAws")
    Uni<ServedCatalog> fromAws(List<SkippedSource> skipped) {
        return fetch(null).map(catalog -> served(catalog, CatalogSource.API, skipped));
    }

    Uni<ServedCatalog> withoutAws(List<SkippedSource> skipped, Throwable failure) {
        return fromBundle(and(skipped, skipped(CatalogSource.API, failure)));
    }

    @Fallback(fallbackMethod = "withoutAny")
    Uni<ServedCatalog> fromBundle(List<SkippedSource> skipped) {
        return readBundle().map(catalog -> served(catalog, CatalogSource.BUNDLED, skipped));
    }

    Uni<ServedCatalog> withoutAny(List<SkippedSource> skipped, Throwable failure) {
        return Uni.createFrom().failure(new CatalogUnavailable(and(skipped, skipped(CatalogSource.BUNDLED, failure))));
    }

    /**
     * Fetches the catalog from AWS alone, never twice at a time.
     *
     * @param before the catalog in use, or null
     */
    Uni<ServedCatalog> refresh(@Nullable ServedCatalog before) {
        // The bundled copy says nothing about this account, so its regions' states are not this account's history.
        CatalogSnapshot known = before == null || before.source() == CatalogSource.BUNDLED ? null : before.snapshot();
        return fetch(known).map(catalog -> served(catalog, CatalogSource.API, List.of()));
    }

    /** Returns the bundled copy without waiting, to serve until a load has ended; empty where it may not serve. */
    Optional<ServedCatalog> bundled() {
        return bundledAllowed
                ? bundledFallback.get(catalog -> served(catalog, CatalogSource.BUNDLED, List.of()))
                : Optional.empty();
    }

    boolean isFetching() {
        return fetching.running();
    }

    SkippedSource skipped(CatalogSource source, Throwable failure) {
        boolean known = failure instanceof ControlPlaneFailure || failure instanceof CatalogDamaged;
        String reason = known
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getSimpleName();
        return new SkippedSource(source, reason, clock.instant());
    }

    private Uni<CatalogSnapshot> fetch(@Nullable CatalogSnapshot before) {
        return fetching.join(() -> fetcher.fetch(before).call(cache::write));
    }

    private Uni<CatalogSnapshot> readBundle() {
        return bundledAllowed
                ? Worker.call(BundledCatalog::read)
                : Uni.createFrom().failure(new CatalogDamaged("switched off by configuration"));
    }

    private ServedCatalog served(CatalogSnapshot catalog, CatalogSource source, List<SkippedSource> skipped) {
        ContentVersion version = new ContentVersion(
                source == CatalogSource.BUNDLED ? BundledCatalog::version : () -> codec.version(catalog));
        return new ServedCatalog(new CatalogIndex(catalog, regions), source, version, skipped);
    }

    private static List<SkippedSource> and(List<SkippedSource> skipped, SkippedSource another) {
        return Stream.concat(skipped.stream(), Stream.of(another)).toList();
    }

    /** Keeps the bundled copy in memory while no catalog is loaded. */
    static final class BundledFallback {

        private boolean isDamaged;
        /** Soft, since it is not used once a catalog is loaded. */
        private SoftReference<ServedCatalog> read = new SoftReference<>(null);

        /** Empty when the copy is damaged, which is logged once. */
        synchronized Optional<ServedCatalog> get(Function<CatalogSnapshot, ServedCatalog> served) {
            ServedCatalog known = read.get();
            if (known == null && !isDamaged) {
                try {
                    known = served.apply(BundledCatalog.read());
                    read = new SoftReference<>(known);
                } catch (CatalogDamaged broken) {
                    isDamaged = true;
                    Log.warnf("The bundled Bedrock catalog cannot be used: %s", broken.getMessage());
                }
            }
            return Optional.ofNullable(known);
        }
    }
}
