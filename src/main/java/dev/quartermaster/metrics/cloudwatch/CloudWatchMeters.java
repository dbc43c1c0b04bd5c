package dev.quartermaster.metrics.cloudwatch;

import dev.quartermaster.telemetry.Metric;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Publishes what becomes of the data for CloudWatch. */
final class CloudWatchMeters {

    private CloudWatchMeters() {}

    static void register(CloudWatchExporter exporter, MeterRegistry registry) {
        Gauge.builder(Metric.CLOUDWATCH_PENDING.id(), exporter, CloudWatchExporter::pending)
                .description(Metric.CLOUDWATCH_PENDING.description())
                .register(registry);
        FunctionCounter.builder(Metric.CLOUDWATCH_SENT.id(), exporter, CloudWatchExporter::sent)
                .description(Metric.CLOUDWATCH_SENT.description())
                .register(registry);
        FunctionCounter.builder(Metric.CLOUDWATCH_DROPPED.id(), exporter, CloudWatchExporter::dropped)
                .description(Metric.CLOUDWATCH_DROPPED.description())
                .register(registry);
    }
}
