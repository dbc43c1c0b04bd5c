package dev.quartermaster.catalog;

import dev.quartermaster.catalog.model.CatalogSnapshot;
import dev.quartermaster.catalog.model.CatalogSource;
import dev.quartermaster.catalog.store.CacheState;
import java.time.Duration;
import java.util.List;

/**
 * The catalog in use, where it came from and what went wrong on the way.
 *
 * @param version names the content: it changes when a model or its access does, not with every fetch
 * @param stale whether it is older than configured and will be fetched again
 * @param outdated whether it is the bundled copy and so old that models may be missing or gone
 * @param refreshing whether AWS is being asked right now
 * @param missed sources that were tried and gave nothing
 */
public record CatalogReport(
        CatalogSnapshot snapshot,
        CatalogSource source,
        String version,
        Duration age,
        boolean stale,
        boolean outdated,
        boolean refreshing,
        CacheState cache,
        List<SkippedSource> missed) {

    public CatalogReport {
        missed = List.copyOf(missed);
    }
}
