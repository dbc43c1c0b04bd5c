package dev.quartermaster.metrics.otlp;

import dev.quartermaster.telemetry.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.HistogramSupport;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableDoublePointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableGaugeData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableHistogramData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableHistogramPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableSumData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reads the meters of the table as data of OpenTelemetry. They are those that Prometheus reads, so that both tell the same and
 * a request is measured once.
 */
final class MeterReader {

    private final MeterRegistry registry;
    private final Resource resource;
    private final InstrumentationScopeInfo scope;
    private final long startNanos;

    MeterReader(MeterRegistry registry, Resource resource, InstrumentationScopeInfo scope, long startNanos) {
        this.registry = registry;
        this.resource = resource;
        this.scope = scope;
        this.startNanos = startNanos;
    }

    /** Reads all; those that have no meter yet are left out. */
    List<MetricData> read(long nowNanos) {
        List<MetricData> all = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            Collection<Meter> meters = registry.find(metric.id()).meters();
            if (!meters.isEmpty()) {
                all.add(read(metric, meters, nowNanos));
            }
        }
        return all;
    }

    private MetricData read(Metric metric, Collection<Meter> meters, long now) {
        String unit = unit(metric);
        return switch (metric.type()) {
            case HISTOGRAM ->
                ImmutableMetricData.createDoubleHistogram(
                        resource,
                        scope,
                        metric.id(),
                        metric.description(),
                        unit,
                        ImmutableHistogramData.create(
                                AggregationTemporality.CUMULATIVE,
                                meters.stream()
                                        .map(meter -> histogram(meter, now))
                                        .toList()));
            case COUNTER ->
                ImmutableMetricData.createDoubleSum(
                        resource,
                        scope,
                        metric.id(),
                        metric.description(),
                        unit,
                        ImmutableSumData.create(true, AggregationTemporality.CUMULATIVE, points(meters, now)));
            case GAUGE ->
                ImmutableMetricData.createDoubleGauge(
                        resource,
                        scope,
                        metric.id(),
                        metric.description(),
                        unit,
                        ImmutableGaugeData.create(points(meters, now)));
        };
    }

    private List<DoublePointData> points(Collection<Meter> meters, long now) {
        return meters.stream()
                .map(meter -> ImmutableDoublePointData.create(startNanos, now, attributes(meter), value(meter)))
                .toList();
    }

    private static double value(Meter meter) {
        if (meter instanceof Counter counter) {
            return counter.count();
        } else if (meter instanceof FunctionCounter counter) {
            return counter.count();
        }
        return meter instanceof Gauge gauge ? gauge.value() : 0;
    }

    /** Micrometer counts what is at or below each bound; OpenTelemetry what is between two, and what is above the last. */
    private HistogramPointData histogram(Meter meter, long now) {
        HistogramSnapshot snapshot = ((HistogramSupport) meter).takeSnapshot();
        boolean timed = meter.getId().getType() == Meter.Type.TIMER;
        List<Double> bounds = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        long below = 0;
        for (CountAtBucket bucket : snapshot.histogramCounts()) {
            if (Double.isInfinite(bucket.bucket())) {
                continue;
            }
            long here = (long) bucket.count();
            bounds.add(timed ? bucket.bucket(TimeUnit.SECONDS) : bucket.bucket());
            counts.add(here - below);
            below = here;
        }
        counts.add(Math.max(0, snapshot.count() - below));
        double total = timed ? snapshot.total(TimeUnit.SECONDS) : snapshot.total();
        return ImmutableHistogramPointData.create(
                startNanos, now, attributes(meter), total, false, 0, false, 0, bounds, counts);
    }

    /** An empty label of Prometheus is an absent attribute. */
    private static Attributes attributes(Meter meter) {
        AttributesBuilder attributes = Attributes.builder();
        for (Tag tag : meter.getId().getTagsAsIterable()) {
            if (!tag.getValue().isEmpty()) {
                attributes.put(tag.getKey(), tag.getValue());
            }
        }
        return attributes.build();
    }

    private static String unit(Metric metric) {
        return switch (metric.unit()) {
            case SECONDS -> "s";
            case TOKENS -> "{token}";
            case BYTES -> "By";
            case USD -> "{USD}";
            case NONE -> "1";
        };
    }
}
