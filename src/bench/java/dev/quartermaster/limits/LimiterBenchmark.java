package dev.quartermaster.limits;

import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.testing.Models;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Taking one call from a quota of both requests and tokens that never runs out, and truing it up. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class LimiterBenchmark {

    private static final long PLENTY = Long.MAX_VALUE / 1_024;

    private final RateLimiter limiter = Limiters.live();
    private final ModelSpec model = Models.named("openai/any")
            .rateLimits(new RateLimits(PLENTY, PLENTY))
            .build();

    @Benchmark
    public LimitDecision acquire() {
        return limiter.acquire(model, "openai-1", 500);
    }

    @Benchmark
    public LimitDecision acquireAndSettle() {
        LimitDecision limitDecision = limiter.acquire(model, "openai-1", 500);
        if (limitDecision instanceof LimitDecision.Permit permit) {
            permit.settle(420);
        }
        return limitDecision;
    }
}
