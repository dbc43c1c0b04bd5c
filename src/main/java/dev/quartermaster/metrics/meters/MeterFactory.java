package dev.quartermaster.metrics.meters;

import dev.quartermaster.telemetry.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Makes the meters of the table, with the values of their labels in the table's order. */
final class MeterFactory {

    private final MeterRegistry registry;

    MeterFactory(MeterRegistry registry) {
        this.registry = registry;
    }

    Counter counter(Metric metric, String... values) {
        return Counter.builder(metric.id())
                .description(metric.description())
                .baseUnit(metric.unit().word().orElse(null))
                .tags(metric.tags(values))
                .register(registry);
    }

    Timer timer(Metric metric, String... values) {
        return Timer.builder(metric.id())
                .description(metric.description())
                .serviceLevelObjectives(metric.timeBuckets())
                .tags(metric.tags(values))
                .register(registry);
    }

    DistributionSummary tokens(Metric metric, String... values) {
        return DistributionSummary.builder(metric.id())
                .description(metric.description())
                .baseUnit(metric.unit().word().orElse(null))
                .serviceLevelObjectives(metric.tokenBuckets())
                .tags(metric.tags(values))
                .register(registry);
    }
}
