package dev.quartermaster.inference.evaluation;

import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.ReplyAssembler;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.history.EvaluationRecord;
import dev.quartermaster.history.History;
import dev.quartermaster.inference.failover.AnswerScores.LowAnswer;
import dev.quartermaster.inference.failover.FailoverConfig;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.inference.request.InferenceOperation;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.performance.PerformanceMonitor;
import dev.quartermaster.quality.QualityConfig;
import dev.quartermaster.quality.QualityMonitor;
import dev.quartermaster.quality.RecentScores.LowAnswers;
import dev.quartermaster.quality.ScoredPair;
import dev.quartermaster.quality.scoring.AnswerQuality;
import dev.quartermaster.quality.scoring.QualityFinding;
import dev.quartermaster.quality.scoring.QualityScore;
import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Scores answers: as a rule behind them, in bounded number; before they leave where that is configured or asked for. The
 * rules run on a worker, never on an event loop.
 */
@ApplicationScoped
public class AnswerEvaluation {

    private final QualityConfig config;
    private final QualityMonitor monitor;
    private final boolean onLowQuality;
    private final PerformanceMonitor performance;
    private final History history;
    private final SwitchAdvisor advisor;
    private final List<EvaluationListener> listeners;
    private final Clock clock;

    AnswerEvaluation(
            QualityConfig config,
            QualityMonitor monitor,
            FailoverConfig failover,
            PerformanceMonitor performance,
            History history,
            SwitchAdvisor advisor,
            @All List<EvaluationListener> listeners,
            Clock clock) {
        this.config = config;
        this.monitor = monitor;
        this.onLowQuality = failover.onLowQuality();
        this.performance = performance;
        this.history = history;
        this.advisor = advisor;
        this.listeners = listeners;
        this.clock = clock;
    }

    /** Returns whether a request's answer is scored before it leaves. A stream is only if its caller asks for it. */
    public boolean isBefore(RequestContext requestContext) {
        InferenceRequest request = requestContext.request();
        boolean wanted = request.hints().evaluate() || (onLowQuality && !request.ask().stream());
        return wanted && monitor.isEnabled() && isScored(request);
    }

    /** Returns whether a request's answer gets a place among those that are scored behind it. */
    private boolean isBehind(RequestContext requestContext) {
        return monitor.isEnabled()
                && requestContext.scores().score() == null
                && isScored(requestContext.request())
                && monitor.admit();
    }

    /** Returns whether there is something to do behind a request's answer: it was scored before, or is to be now. */
    public boolean isWanted(RequestContext requestContext) {
        return requestContext.scores().score() != null || isBehind(requestContext);
    }

    /** A stream has ended complete; see {@link #answered}. */
    public void streamed(RequestContext requestContext, ModelSpec model, ReplyAssembler assembler) {
        if (assembler.isWhole()) {
            answered(
                    requestContext,
                    model,
                    assembler.reply(model.key().id(), Usage.NONE).choices());
        }
    }

    /** Scores an answer before it leaves. Fails with a low one, so that another model is asked; it may be the best yet. */
    public <T> Uni<T> checked(
            RequestContext requestContext, ModelSpec model, T value, List<Choice> choices, Usage usage) {
        Context caller = Vertx.currentContext();
        ChatRequest request = requestContext.request().chat();
        Uni<QualityScore> scoring = Uni.createFrom()
                .item(() -> AnswerQuality.of(request, choices))
                .runSubscriptionOn(Infrastructure.getDefaultExecutor());
        Uni<QualityScore> back =
                caller == null ? scoring : scoring.emitOn(work -> caller.runOnContext(ignored -> work.run()));
        return back.map(score -> {
            monitor.scored(score);
            if (score.isLow(config.threshold())) {
                LowAnswer answer = new LowAnswer(model, value, usage, score);
                monitor.evaluate(() -> remember(requestContext, model, score, true));
                throw requestContext.scores().low(answer);
            }
            requestContext.scores().passed(score);
            return value;
        });
    }

    /** An answer has left, and its record is safe: what it was scored before is kept, or it is scored now. */
    public void answered(RequestContext requestContext, ModelSpec model, List<Choice> choices) {
        QualityScore before = requestContext.scores().score();
        if (before != null) {
            boolean isKnown = requestContext.scores().isBestGiven();
            monitor.evaluate(() -> {
                if (!isKnown) {
                    remember(requestContext, model, before, false);
                }
                keep(requestContext, model, before, choices);
            });
        } else {
            monitor.evaluate(() -> {
                QualityScore score = AnswerQuality.of(requestContext.request().chat(), choices);
                monitor.scored(score);
                remember(requestContext, model, score, true);
                keep(requestContext, model, score, choices);
            });
        }
    }

    /** @param late whether the windows know the call without its score */
    private void remember(RequestContext requestContext, ModelSpec model, QualityScore score, boolean late) {
        String agentType = requestContext.request().hints().agentType();
        if (late) {
            performance.scored(model.key(), agentType, clock.instant(), score.score(), 1);
        }
        ScoredPair pair = new ScoredPair(model.key(), agentType);
        LowAnswers low = monitor.recent().add(pair, score);
        if (low != null) {
            advisor.advise(pair, low, requestContext);
        }
    }

    private void keep(RequestContext requestContext, ModelSpec model, QualityScore score, List<Choice> choices) {
        UUID id = requestContext.recordId();
        if (id == null) {
            return;
        }
        EvaluationRecord record = new EvaluationRecord(
                id,
                requestContext.request().time(),
                EvaluationRecord.Source.RULES,
                "",
                clock.instant(),
                model.key(),
                requestContext.request().hints().agentType(),
                score.score(),
                1,
                score.isLow(config.threshold()),
                new EvaluationRecord.Criteria(
                        score.completeness(),
                        score.relevance(),
                        score.coherence(),
                        score.findings().stream().map(QualityFinding::wire).toList()),
                null);
        history.record(record).subscribe().with(done -> {}, lost -> Log.debug("A score was not kept", lost));
        listeners.forEach(listener -> listener.evaluated(requestContext, record, choices));
    }

    /** The calls of this service itself are no work of agents. */
    private boolean isScored(InferenceRequest request) {
        @Nullable String agentType = request.hints().agentType();
        return request.ask() instanceof InferenceOperation.Answer
                && !Caller.HEALTH_PROBE.id().equals(agentType)
                && !Caller.QUALITY_JUDGE.id().equals(agentType);
    }
}
