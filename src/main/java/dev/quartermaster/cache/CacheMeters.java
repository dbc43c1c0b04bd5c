package dev.quartermaster.cache;

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

    /** Counter: requests that looked for an answer, by {@code result}: {@code hit} or {@code miss}. */
    static final String REQUESTS = "quartermaster.cache.requests";

    /** Counter: entries that had to make place for others. */
    static final String EVICTIONS = "quartermaster.cache.evictions";

    /** Counter: US dollars that answers given again had cost. */
    static final String SAVED = "quartermaster.cache.saved.usd";

    /** Gauge: entries in memory. */
    static final String ENTRIES = "quartermaster.cache.entries";

    /** Gauge: bytes that they are reckoned to take. */
    static final String BYTES = "quartermaster.cache.bytes";

    private final ResponseCache cache;
    private final SafeMetrics metrics;

    CacheMeters(ResponseCache cache, SafeMetrics metrics) {
        this.cache = cache;
        this.metrics = metrics;
    }

    void atStart(@Observes StartupEvent start) {
        metrics.record(registry -> {
            counter(registry, REQUESTS, CacheUsage::hits, "result", "hit");
            counter(registry, REQUESTS, CacheUsage::misses, "result", "miss");
            counter(registry, EVICTIONS, CacheUsage::evictions);
            counter(registry, SAVED, usage -> usage.saved().usd().doubleValue());
            Gauge.builder(ENTRIES, cache, known -> known.local().entries()).register(registry);
            Gauge.builder(BYTES, cache, known -> known.local().bytes()).register(registry);
        });
    }

    private void counter(MeterRegistry registry, String name, ToDoubleFunction<CacheUsage> value, String... tags) {
        FunctionCounter.builder(name, cache, known -> known.statistics().all().stream()
                        .mapToDouble(value)
                        .sum())
                .tags(tags)
                .register(registry);
    }
}
