package dev.quartermaster.catalog;

import dev.quartermaster.catalog.fetch.CatalogFetcher;
import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.catalog.store.CatalogCache;
import dev.quartermaster.catalog.store.CatalogCodec;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.Method;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.faulttolerance.Fallback;

/** A waterfall without a container, which follows its {@link Fallback} annotations as the container does. */
final class GuardedWaterfall extends CatalogWaterfall {

    GuardedWaterfall(
            CatalogCache cache,
            CatalogFetcher fetcher,
            CatalogCodec codec,
            Regions regions,
            CatalogConfig config,
            Clock clock) {
        super(cache, fetcher, codec, regions, config, clock);
    }

    @Override
    Uni<ServedCatalog> fromCache(List<SkippedSource> skipped) {
        return guarded("fromCache", super.fromCache(skipped), skipped);
    }

    @Override
    Uni<ServedCatalog> fromAws(List<SkippedSource> skipped) {
        return guarded("fromAws", super.fromAws(skipped), skipped);
    }

    @Override
    Uni<ServedCatalog> fromBundle(List<SkippedSource> skipped) {
        return guarded("fromBundle", super.fromBundle(skipped), skipped);
    }

    private Uni<ServedCatalog> guarded(String method, Uni<ServedCatalog> source, List<SkippedSource> skipped) {
        return source.onFailure().recoverWithUni(failure -> fallback(method, skipped, failure));
    }

    @SuppressWarnings("unchecked")
    private Uni<ServedCatalog> fallback(String guarded, List<SkippedSource> skipped, Throwable failure) {
        try {
            Fallback fallback = CatalogWaterfall.class
                    .getDeclaredMethod(guarded, List.class)
                    .getAnnotation(Fallback.class);
            Method method =
                    CatalogWaterfall.class.getDeclaredMethod(fallback.fallbackMethod(), List.class, Throwable.class);
            return (Uni<ServedCatalog>) method.invoke(this, skipped, failure);
        } catch (ReflectiveOperationException broken) {
            throw new AssertionError(broken);
        }
    }
}
