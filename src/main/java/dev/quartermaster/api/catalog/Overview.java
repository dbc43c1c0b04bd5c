package dev.quartermaster.api.catalog;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.catalog.CatalogReport;
import dev.quartermaster.catalog.SkippedSource;
import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.InferenceProfile;
import dev.quartermaster.catalog.model.RegionState;
import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.catalog.region.Regions.BedrockRegion;
import dev.quartermaster.catalog.store.CatalogCache.CacheState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The state of the catalog.
 *
 * @param source {@code cache}, {@code api} or {@code bundled}
 * @param version changes when a model or its access does
 * @param generatedAt when AWS was asked
 * @param stale older than configured; it will be fetched again
 * @param outdated the bundled copy, and more than 90 days old
 * @param refreshing AWS is being asked right now
 * @param failures sources that were tried and gave nothing, and why
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Overview(
        String source,
        String version,
        Instant generatedAt,
        long ageSeconds,
        boolean stale,
        boolean outdated,
        boolean refreshing,
        int models,
        long inferenceProfiles,
        Cache cache,
        List<Failure> failures,
        List<RegionEntry> regions) {

    /**
     * The cache of the catalog.
     *
     * @param mode as configured
     * @param effective as it works: {@code memory} where {@code file} cannot be written
     * @param detail why the two differ; null when they do not
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Cache(
            String mode,
            String effective,
            @Schema(nullable = true) @Nullable String file,
            @Schema(nullable = true) @Nullable String detail) {

        static Cache of(CacheState state) {
            return new Cache(
                    state.mode().wire(),
                    state.effective().wire(),
                    state.file().map(Path::toString).orElse(null),
                    state.trouble().orElse(null));
        }
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Failure(String source, @Nullable String reason, Instant at) {

        static Failure of(SkippedSource skipped) {
            return new Failure(skipped.source().wire(), skipped.reason(), skipped.at());
        }
    }

    /**
     * The state of one region.
     *
     * @param state {@code ok}, {@code not_enabled} or {@code failed}; {@code unknown} when it was not asked
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record RegionEntry(
            String region,
            String name,
            String state,
            @Schema(nullable = true) @Nullable Instant since,
            @Nullable String detail,
            long models) {}

    static Overview of(CatalogReport report, Regions known) {
        Collection<CatalogModel> models = report.snapshot().models().values();
        return new Overview(
                report.source().wire(),
                report.version(),
                report.snapshot().generatedAt(),
                report.age().toSeconds(),
                report.stale(),
                report.outdated(),
                report.refreshing(),
                models.size(),
                profiles(models),
                Cache.of(report.cache()),
                report.skipped().stream().map(Failure::of).toList(),
                known.all().stream().map(region -> entry(report, region)).toList());
    }

    private static long profiles(Collection<CatalogModel> models) {
        return models.stream()
                .flatMap(CatalogModel::profiles)
                .map(InferenceProfile::id)
                .distinct()
                .count();
    }

    private static RegionEntry entry(CatalogReport report, BedrockRegion region) {
        RegionState state = report.snapshot().regions().get(region.id());
        long offered = report.snapshot().models().values().stream()
                .filter(model -> model.callableIn(region.id()))
                .count();
        return state == null
                ? new RegionEntry(region.id(), region.name(), "unknown", null, "", offered)
                : new RegionEntry(
                        region.id(), region.name(), state.kind().wire(), state.since(), state.detail(), offered);
    }
}
