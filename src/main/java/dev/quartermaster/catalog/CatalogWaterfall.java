package dev.quartermaster.catalog;

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
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sources of a catalog, tried in their order: the cache, AWS, and the copy that came with the program. */
@ApplicationScoped
class CatalogWaterfall {

    private final CatalogCache cache;
    private final CatalogFetcher fetcher;
    private final CatalogCodec codec;
    private final Regions regions;
    private final boolean bundledAllowed;
    private final Clock clock;
    private final BundledFallback bundledFallback;
    private final SingleFlight<CatalogSnapshot> asking = new SingleFlight<>();

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
        this.bundledFallback = new BundledFallback(new BundledCatalog(codec));
    }

    /** The first source that gives a catalog; fails with {@link CatalogUnavailable} when none does. */
    Uni<ServedCatalog> load() {
        return from(0, List.of());
    }

    /**
     * AWS alone; never two at a time.
     *
     * @param before the catalog in use, or null
     */
    Uni<ServedCatalog> ask(@Nullable ServedCatalog before) {
        // The bundled copy says nothing about this account, so its regions' states are not this account's history.
        CatalogSnapshot known = before == null || before.source() == CatalogSource.BUNDLED ? null : before.snapshot();
        return fromApi(known).map(catalog -> served(catalog, CatalogSource.API, List.of()));
    }

    /** The bundled copy, for as long as no source has given anything; empty where it may not serve. */
    Optional<ServedCatalog> standIn() {
        return bundledAllowed
                ? bundledFallback.get(catalog -> served(catalog, CatalogSource.BUNDLED, List.of()))
                : Optional.empty();
    }

    boolean asking() {
        return asking.running();
    }

    SkippedSource missed(CatalogSource source, Throwable failure) {
        boolean known = failure instanceof ControlPlaneFailure || failure instanceof CatalogDamaged;
        String reason = known ? failure.getMessage() : failure.getClass().getSimpleName();
        return new SkippedSource(source, reason, clock.instant());
    }

    private Uni<ServedCatalog> from(int step, List<SkippedSource> missed) {
        if (step == CatalogSource.values().length) {
            return Uni.createFrom().failure(new CatalogUnavailable(missed));
        }
        CatalogSource source = CatalogSource.values()[step];
        return read(source)
                .map(catalog -> served(catalog, source, missed))
                .onFailure()
                .recoverWithUni(failure -> from(step + 1, and(missed, missed(source, failure))));
    }

    private Uni<CatalogSnapshot> read(CatalogSource source) {
        return switch (source) {
            case CACHE -> cache.read();
            case API -> fromApi(null);
            case BUNDLED -> bundled();
        };
    }

    private Uni<CatalogSnapshot> fromApi(@Nullable CatalogSnapshot before) {
        return asking.join(() -> fetcher.fetch(before).call(cache::write));
    }

    private Uni<CatalogSnapshot> bundled() {
        if (!bundledAllowed) {
            return Uni.createFrom().failure(new CatalogDamaged("switched off by configuration"));
        }
        return Worker.call(() -> new BundledCatalog(codec).read());
    }

    private ServedCatalog served(CatalogSnapshot catalog, CatalogSource source, List<SkippedSource> missed) {
        return new ServedCatalog(
                new CatalogIndex(catalog, regions), source, new ContentVersion(codec, catalog), missed);
    }

    private static List<SkippedSource> and(List<SkippedSource> missed, SkippedSource another) {
        List<SkippedSource> all = new ArrayList<>(missed);
        all.add(another);
        return all;
    }
}
