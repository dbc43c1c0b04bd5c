package dev.quartermaster.limits;

import java.util.function.LongSupplier;

/** Gives tests and benchmarks of other packages a limiter. */
public final class Limiters {

    private Limiters() {}

    /** By the clock of this machine. */
    public static RateLimiter live() {
        return new RateLimiter(() -> 0.9);
    }

    public static RateLimiter by(LongSupplier seconds) {
        return new RateLimiter(() -> 0.9, seconds);
    }
}
