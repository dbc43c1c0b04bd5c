package dev.quartermaster.routing;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.health.HealthBoard;
import dev.quartermaster.health.HealthBoards;
import dev.quartermaster.limits.Limiters;
import dev.quartermaster.limits.RateLimitStatus;
import dev.quartermaster.limits.RateLimiter;
import dev.quartermaster.registry.BundledModels;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One selection, with its reason in words, over the bundled registry's models, repeated where more are asked for. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SelectionBenchmark {

    private static final Weights WEIGHTS = new Weights(0.30, 0.25, 0.25, 0.20);

    @Param({"250", "2000"})
    int models;

    private List<ModelSpec> registry;
    private Selector selector;
    private Need plain;
    private Need demanding;

    @Setup
    public void open() {
        registry = BundledModels.of(models, new ObjectMapper());
        selector = new Selector(new Defaults(), new QuotaSignals(Limiters.live(), HealthBoards.live()));
        plain = new Need(Set.of(), Set.of(), 2_000, null, null, null, Set.of(), Priority.MEDIUM);
        demanding = new Need(
                Set.of("analysis"),
                Set.of(Feature.TOOLS, Feature.STREAMING),
                20_000,
                2_000L,
                Money.usd("0.05"),
                null,
                Set.of(),
                Priority.HIGH);
    }

    /** Nearly every model may serve it, so nearly every one is scored and ranked. */
    @Benchmark
    public String plain() {
        return SelectionReason.of(selector.select(registry, plain, WEIGHTS), plain);
    }

    /** Most models are dropped, each with its reason. */
    @Benchmark
    public String demanding() {
        return SelectionReason.of(selector.select(registry, demanding, WEIGHTS), demanding);
    }

    /** The limiter and the health board as they are in the service; every provider callable. */
    private record QuotaSignals(RateLimiter limiter, HealthBoard health) implements Signals {

        @Override
        public boolean callable(ModelSpec model) {
            return true;
        }

        @Override
        public Duration quotaWait(ModelSpec model, long tokens) {
            return limiter.peek(model, tokens);
        }

        @Override
        public Duration healthWait(ModelSpec model) {
            return health.wait(model.key());
        }

        @Override
        public double health(ModelSpec model) {
            return health.share(model.key());
        }

        @Override
        public double quotaUsed(ModelSpec model) {
            return Math.max(share(limiter.requestStatus(model)), share(limiter.tokenStatus(model)));
        }

        private static double share(Optional<RateLimitStatus> status) {
            return status.map(RateLimitStatus::usedShare).orElse(0.0);
        }
    }

    private static final class Defaults implements SelectionConfig {

        @Override
        public WeightsConfig weights() {
            throw new AssertionError("weights are given with each selection");
        }

        @Override
        public BigDecimal costMidpointUsd() {
            return new BigDecimal("0.01");
        }

        @Override
        public long assumedOutputTokens() {
            return 1_024;
        }
    }
}
