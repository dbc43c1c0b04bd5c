package dev.quartermaster.catalog;

import dev.quartermaster.telemetry.Dependency;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Collectors;

/** How the catalog is doing, for the status page. */
@Singleton
class CatalogDependency implements Dependency {

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
    public Condition condition() {
        return catalog.peekReport()
                .map(this::of)
                .orElseGet(() -> new Condition(
                        State.UNKNOWN, clock.instant(), "no catalog is loaded", "Bedrock's models are not known"));
    }

    private Condition of(CatalogReport report) {
        if (report.outdated()) {
            String detail =
                    "the bundled catalog serves and is " + report.age().toDays() + " days old; " + missed(report);
            return new Condition(State.DEGRADED, since(report), detail, "newer Bedrock models are missing");
        }
        if (report.stale() && !report.missed().isEmpty()) {
            return new Condition(State.DEGRADED, since(report), missed(report), "Bedrock's models may have changed");
        }
        return report.cache()
                .trouble()
                .map(why -> new Condition(
                        State.DEGRADED, report.snapshot().generatedAt(), why, "the next start asks AWS again"))
                .orElseGet(() -> Condition.ok(report.snapshot().generatedAt()));
    }

    private static Instant since(CatalogReport report) {
        return report.missed().stream()
                .map(MissedSource::at)
                .min(Instant::compareTo)
                .orElse(report.snapshot().generatedAt());
    }

    private static String missed(CatalogReport report) {
        return report.missed().stream()
                .map(source -> source.source().wire() + ": " + source.reason())
                .collect(Collectors.joining("; "));
    }
}
