package dev.quartermaster.performance;

import dev.quartermaster.alerts.InMemoryAlertService;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.InvocationCost;
import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.history.InvocationRecord.Source;
import dev.quartermaster.history.Outcome;
import dev.quartermaster.history.RequestOrigin;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** A day of 300 models and ten agents, 144,000 calls: taking one more, and making the view anew. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MonitorBenchmark {

    private static final int MODELS = 300;
    private static final int AGENTS = 10;

    private final Hands hands = new Hands();
    private final Random random = new Random(1);
    private final ModelWindows modelWindows = new ModelWindows(MODELS * AGENTS, Long.MAX_VALUE);
    private PerformanceMonitor monitor;
    private boolean later;

    @Setup
    public void fill() {
        PerformanceConfig config = new SmallRyeConfigBuilder()
                .withMapping(PerformanceConfig.class)
                .withDefaultValues(Map.of(
                        "quartermaster.performance.pairs", "3000", "quartermaster.performance.pairs-max-bytes", "1G"))
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .build()
                .getConfigMapping(PerformanceConfig.class);
        monitor = new PerformanceMonitor(config, new InMemoryAlertService(hands), hands, Runnable::run);
        for (int hour = 0; hour < 24; hour++) {
            for (int pair = 0; pair < MODELS * AGENTS; pair++) {
                keep(call(pair % MODELS, pair / MODELS));
                keep(call(pair % MODELS, pair / MODELS));
            }
            hands.advance(Duration.ofHours(1));
        }
        monitor.view();
    }

    private void keep(InvocationRecord request) {
        monitor.observe(request);
        CallOutcomes.of(request).forEach(callSample -> modelWindows.add(callSample, hands.now));
    }

    /** As much as the windows hold by then, to be put beside the figures. */
    @TearDown(Level.Trial)
    public void size() {
        System.out.println("windows: " + monitor.bytes() / 1_000 + " kB");
    }

    @Benchmark
    public void observe() {
        monitor.observe(call(random.nextInt(MODELS), random.nextInt(AGENTS)));
    }

    /** A hundred calls of the last second. */
    @Benchmark
    public PerformanceView viewOfASecond() {
        for (int i = 0; i < 100; i++) {
            observe();
        }
        hands.advance(Duration.ofSeconds(1));
        return monitor.view();
    }

    /** What the first view of an hour is made of: a slice has dropped out of every window, so all are added up. */
    @Benchmark
    public void addUpAll(Blackhole sink) {
        later = !later;
        Instant now = later ? hands.now.plus(Duration.ofHours(1)) : hands.now;
        modelWindows.all().forEach(entry -> sink.consume(entry.day(now)));
    }

    private InvocationRecord call(int model, int agent) {
        return new InvocationRecord(
                UUID.randomUUID(),
                hands.now,
                Source.REPORT,
                "req",
                new RequestOrigin("anonymous", "agent-" + agent, null, null, Map.of(), null),
                "auto",
                new ModelKey(ProviderId.OPENAI, "model-" + model),
                null,
                Outcome.success(false),
                List.of(),
                0,
                Math.exp(7.3 + 0.7 * random.nextGaussian()),
                150.0,
                new InvocationCost(Usage.of(100, 1 + random.nextInt(900)), Money.usd("0.001"), null, null),
                0.9);
    }

    private static final class Hands extends Clock {

        private Instant now = Instant.parse("2026-03-01T12:00:00Z");

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
