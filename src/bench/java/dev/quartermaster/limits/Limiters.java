package dev.quartermaster.limits;

/** Gives benchmarks of other packages a limiter by the clock of this machine. */
public final class Limiters {

    private Limiters() {}

    public static RateLimiter live() {
        return new RateLimiter(() -> 0.9);
    }
}
