package dev.quartermaster.quality;

import dev.quartermaster.quality.judge.JudgeTally;
import dev.quartermaster.quality.scoring.QualityScore;
import dev.quartermaster.telemetry.Metric;
import dev.quartermaster.telemetry.SafeMetrics;
import dev.quartermaster.telemetry.StatusContributor;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import dev.quartermaster.telemetry.StatusContributor.State;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** Runs evaluations behind the answers, and counts what came of them. Safe for any thread. */
@ApplicationScoped
public class QualityMonitor {

    private final QualityConfig config;
    private final EvaluationQueue queue;
    private final RecentScores recent;
    private final SafeMetrics metrics;
    private final RecentDrops drops;
    private final JudgeTally judge;
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
        this.drops = new RecentDrops(clock);
        this.judge = new JudgeTally(metrics, clock);
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
            drops.add();
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

    /** What came of the questions to the judge. */
    public JudgeTally judge() {
        return judge;
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
        ComponentStatus scoring = drops.status();
        if (scoring.state() != State.OK) {
            return scoring;
        }
        return judge.problem()
                .map(found -> ComponentStatus.degraded(
                        found.since(), found.detail(), "Answers are scored by the rules and by callers alone."))
                .orElseGet(() -> new ComponentStatus(State.OK, scoring.since(), judge.summary(), ""));
    }
}
