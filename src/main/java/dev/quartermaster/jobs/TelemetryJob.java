package dev.quartermaster.jobs;

import dev.quartermaster.metrics.otlp.ExportReport;
import dev.quartermaster.metrics.otlp.OtlpExporter;
import dev.quartermaster.telemetry.ScheduledJob;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Sends what waits for the collector of OpenTelemetry. A server does so by timers of the exporter. */
@Singleton
class TelemetryJob implements ScheduledJob {

    private final OtlpExporter collector;

    TelemetryJob(OtlpExporter collector) {
        this.collector = collector;
    }

    @Override
    public String name() {
        return "telemetry";
    }

    @Override
    public Uni<Void> run() {
        return collector.flush().invoke(TelemetryJob::require).replaceWithVoid();
    }

    private static void require(ExportReport report) {
        if (report.problem() != null) {
            throw new IllegalStateException(report.problem());
        }
    }
}
