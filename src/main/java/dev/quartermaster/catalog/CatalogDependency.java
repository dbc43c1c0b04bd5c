package dev.quartermaster.catalog;

import dev.quartermaster.telemetry.StatusContributor;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Collectors;

/** How the catalog is doing, for the status page. */
@Singleton
class CatalogDependency implements StatusContributor {

    private final BedrockCatalog catalog;
    private final Clock clock;

    CatalogDependency(BedrockCatalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "bedrock_catalog";
    }

    @Override
    public ComponentStatus status() {
        return catalog.peekReport()
                .map(this::of)
                .orElseGet(() -> new ComponentStatus(
                        State.UNKNOWN, clock.instant(), "no catalog is loaded", "Bedrock's models are not known"));
    }

    private ComponentStatus of(CatalogReport report) {
        if (report.outdated()) {
            String detail =
                    "the bundled catalog serves and is " + report.age().toDays() + " days old; " + missed(report);
            return new ComponentStatus(State.DEGRADED, since(report), detail, "newer Bedrock models are missing");
        }
        if (report.stale() && !report.missed().isEmpty()) {
            return new ComponentStatus(
                    State.DEGRADED, since(report), missed(report), "Bedrock's models may have changed");
        }
        return report.cache()
                .trouble()
                .map(why -> new ComponentStatus(
                        State.DEGRADED, report.snapshot().generatedAt(), why, "the next start asks AWS again"))
                .orElseGet(() -> ComponentStatus.ok(report.snapshot().generatedAt()));
    }

    private static Instant since(CatalogReport report) {
        return report.missed().stream()
                .map(SkippedSource::at)
                .min(Instant::compareTo)
                .orElse(report.snapshot().generatedAt());
    }

    private static String missed(CatalogReport report) {
        return report.missed().stream()
                .map(source -> source.source().wire() + ": " + source.reason())
                .collect(Collectors.joining("; "));
    }
}
