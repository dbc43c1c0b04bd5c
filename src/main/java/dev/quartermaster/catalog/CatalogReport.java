package dev.quartermaster.catalog;

import dev.quartermaster.catalog.model.CatalogSnapshot;
import dev.quartermaster.catalog.model.CatalogSource;
import dev.quartermaster.catalog.store.CatalogCache.CacheState;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The catalog in use, where it came from and what went wrong on the way.
 *
 * @param version names the content: it changes when a model or its access does, not with every fetch
 * @param stale whether it is older than configured and will be fetched again
 * @param outdated whether it is the bundled copy and so old that models may be missing or gone
 * @param refreshing whether AWS is being asked right now
 * @param skipped sources that were tried and gave nothing
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
        List<SkippedSource> skipped) {

    public CatalogReport {
        skipped = List.copyOf(skipped);
    }

    /** Tells an operator what is wrong with the catalog. */
    ComponentStatus status() {
        Instant generated = snapshot.generatedAt();
        if (outdated) {
            String detail = "the bundled catalog serves and is " + age.toDays() + " days old; " + reasons();
            return ComponentStatus.degraded(firstSkipped(), detail, "newer Bedrock models are missing");
        }
        if (stale && !skipped.isEmpty()) {
            return ComponentStatus.degraded(firstSkipped(), reasons(), "Bedrock's models may have changed");
        }
        return cache.trouble()
                .map(why -> ComponentStatus.degraded(generated, why, "the next start asks AWS again"))
                .orElseGet(() -> ComponentStatus.ok(generated));
    }

    private Instant firstSkipped() {
        return skipped.stream().map(SkippedSource::at).min(Instant::compareTo).orElse(snapshot.generatedAt());
    }

    private String reasons() {
        return skipped.stream()
                .map(source -> source.source().wire() + ": " + source.reason())
                .collect(Collectors.joining("; "));
    }
}
