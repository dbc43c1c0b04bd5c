package dev.quartermaster.quality;

import dev.quartermaster.quality.scoring.QualityScore;
import dev.quartermaster.telemetry.Metric;
import dev.quartermaster.telemetry.SafeMetrics;
import dev.quartermaster.telemetry.StatusContributor;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** Runs evaluations behind the answers, and counts what came of them. Safe for any thread. */
@ApplicationScoped
public class QualityMonitor {

    private final QualityConfig config;
    private final EvaluationQueue queue;
    private final RecentScores recent;
    private final SafeMetrics metrics;
    private final Instant start;
    private final AtomicLong scored = new AtomicLong();
    private final AtomicLong low = new AtomicLong();

    @Inject
    QualityMonitor(QualityConfig config, SafeMetrics metrics, Clock clock) {
        this(config, metrics, clock, task -> Infrastructure.getDefaultExecutor().execute(task));
    }

    QualityMonitor(QualityConfig config, SafeMetrics metrics, Clock clock, Executor worker) {
        QualityRules.check(config);
        this.config = config;
        this.metrics = metrics;
        this.queue = new EvaluationQueue(config.maxPerSecond(), config.queue(), worker, clock);
        this.recent = new RecentScores(config);
        this.start = clock.instant();
    }

    /**
     * Outcomes of evaluations since the start.
     *
     * @param passedOver left out because of the rate
     * @param dropped left out because too many waited
     */
    public record Counts(long scored, long low, long passedOver, long dropped) {}

    /** Returns whether answers are scored at all. */
    public boolean isEnabled() {
        return config.enabled();
    }

    /** Asks for a place among the evaluations of this second. */
    public boolean admit() {
        return queue.admit();
    }

    /** Runs an evaluation soon on a worker; it is left out, and counted, when too many wait. */
    public void evaluate(Runnable evaluation) {
        if (!queue.offer(evaluation)) {
            count("dropped");
        }
    }

    /** Counts a score. */
    public void scored(QualityScore score) {
        boolean isLow = score.isLow(config.threshold());
        scored.incrementAndGet();
        low.addAndGet(isLow ? 1 : 0);
        count(isLow ? "low" : "good");
    }

    public RecentScores recent() {
        return recent;
    }

    public Counts counts() {
        return new Counts(scored.get(), low.get(), queue.passedOver(), queue.dropped());
    }

    private void count(String outcome) {
        metrics.record(meters -> meters.counter(Metric.EVALUATIONS.id(), Metric.EVALUATIONS.tags(outcome))
                .increment());
    }

    @Produces
    @Singleton
    StatusContributor contributor() {
        return StatusContributor.of("quality", this::status);
    }

    ComponentStatus status() {
        long dropped = queue.dropped();
        return dropped == 0
                ? ComponentStatus.ok(start)
                : ComponentStatus.degraded(
                        start,
                        dropped + " answers were not scored: too many waited",
                        "The quality of models is known from fewer answers.");
    }
}
