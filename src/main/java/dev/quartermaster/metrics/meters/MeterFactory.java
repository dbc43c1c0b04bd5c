package dev.quartermaster.metrics.meters;

import dev.quartermaster.telemetry.Metric;
import dev.quartermaster.telemetry.MetricLabel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;

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
                .tags(tags(metric, values))
                .register(registry);
    }

    Timer timer(Metric metric, String... values) {
        return Timer.builder(metric.id())
                .description(metric.description())
                .serviceLevelObjectives(metric.timeBuckets())
                .tags(tags(metric, values))
                .register(registry);
    }

    DistributionSummary tokens(Metric metric, String... values) {
        return DistributionSummary.builder(metric.id())
                .description(metric.description())
                .baseUnit(metric.unit().word().orElse(null))
                .serviceLevelObjectives(metric.tokenBuckets())
                .tags(tags(metric, values))
                .register(registry);
    }

    private static Tags tags(Metric metric, String... values) {
        List<MetricLabel> labels = metric.labels();
        if (labels.size() != values.length) {
            throw new IllegalArgumentException(metric + " has " + labels.size() + " labels");
        }
        List<Tag> tags = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            tags.add(Tag.of(labels.get(i).key(), values[i]));
        }
        return Tags.of(tags);
    }
}
