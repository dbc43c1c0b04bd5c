package dev.quartermaster.limits;

import dev.quartermaster.testing.Settings;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Gives tests and benchmarks of other packages a limiter. */
public final class Limiters {

    private Limiters() {}

    /** By the clock of this machine. */
    public static RateLimiter live() {
        return by(() -> TimeUnit.NANOSECONDS.toSeconds(System.nanoTime()));
    }

    public static RateLimiter by(LongSupplier seconds) {
        return new RateLimiter(
                0.9,
                Map.of(),
                (provider, free) -> false,
                concern -> {},
                () -> TimeUnit.SECONDS.toNanos(seconds.getAsLong()));
    }

    /** As they are when nothing is set. */
    public static LimitsConfig settings() {
        return Settings.of(LimitsConfig.class, Map.of());
    }
}
