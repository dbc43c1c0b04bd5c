package dev.quartermaster.cache;

import dev.quartermaster.telemetry.Metric;
import dev.quartermaster.telemetry.SafeMetrics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** Meters of the cache in this instance. They read what is counted anyway, so a request pays nothing for them. */
@Singleton
class CacheMeters {

    private final ResponseCache cache;
    private final SafeMetrics metrics;

    CacheMeters(ResponseCache cache, SafeMetrics metrics) {
        this.cache = cache;
        this.metrics = metrics;
    }

    void atStart(@Observes StartupEvent start) {
        metrics.record(registry -> {
            counter(registry, Metric.CACHE_REQUESTS, CacheUsage::hits, "hit");
            counter(registry, Metric.CACHE_REQUESTS, CacheUsage::misses, "miss");
            counter(registry, Metric.CACHE_EVICTIONS, CacheUsage::evictions);
            counter(registry, Metric.CACHE_SAVED, usage -> usage.saved().usd().doubleValue());
            gauge(registry, Metric.CACHE_ENTRIES, known -> known.local().entries());
            gauge(registry, Metric.CACHE_BYTES, known -> known.local().bytes());
        });
    }

    private void counter(MeterRegistry registry, Metric metric, ToDoubleFunction<CacheUsage> value, String... labels) {
        FunctionCounter.builder(metric.id(), cache, known -> known.statistics().all().stream()
                        .mapToDouble(value)
                        .sum())
                .description(metric.description())
                .baseUnit(metric.unit().word().orElse(null))
                .tags(metric.tags(labels))
                .register(registry);
    }

    private void gauge(MeterRegistry registry, Metric metric, ToDoubleFunction<ResponseCache> value) {
        Gauge.builder(metric.id(), cache, value)
                .description(metric.description())
                .baseUnit(metric.unit().word().orElse(null))
                .register(registry);
    }
}
