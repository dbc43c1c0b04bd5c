package dev.quartermaster.limits;

import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.limits.LimitDecision.Permit;
import dev.quartermaster.telemetry.SafeMetrics;
import dev.quartermaster.testing.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Gives tests and benchmarks of other packages a limiter. */
public final class Limiters {

    private Limiters() {}

    /** By the clock of this machine. */
    public static RateLimiter live() {
        return byNanos(System::nanoTime);
    }

    public static RateLimiter by(LongSupplier seconds) {
        return byNanos(() -> TimeUnit.SECONDS.toNanos(seconds.getAsLong()));
    }

    /** Of one provider's keys, each with limits of its own. */
    public static RateLimiter ofKeys(LongSupplier seconds, Map<String, RateLimits> keys) {
        return new RateLimiter(
                0.9,
                keys,
                (provider, free) -> keys.keySet().stream().anyMatch(free),
                alertRequest -> {},
                () -> TimeUnit.SECONDS.toNanos(seconds.getAsLong()));
    }

    private static RateLimiter byNanos(LongSupplier nanos) {
        return new RateLimiter(0.9, Map.of(), (provider, free) -> false, alertRequest -> {}, nanos);
    }

    public static ProviderBulkheads bulkheads(Vertx vertx) {
        return new ProviderBulkheads(vertx, settings(), new SafeMetrics(new SimpleMeterRegistry(), Clock.systemUTC()));
    }

    /** What a caller is granted where no limit is set. */
    public static Permit grant() {
        return new CallerLimits(Map.of(), System::nanoTime).admit("anonymous", 0);
    }

    /** As they are when nothing is set. */
    public static LimitsConfig settings() {
        return Settings.of(LimitsConfig.class, Map.of());
    }
}
