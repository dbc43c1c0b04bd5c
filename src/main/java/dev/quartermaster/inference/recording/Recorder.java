package dev.quartermaster.inference.recording;

import dev.quartermaster.cost.CallCost;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.history.History;
import dev.quartermaster.history.Instance;
import dev.quartermaster.history.InvocationCost;
import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.history.InvocationRecord.Source;
import dev.quartermaster.history.LeaseAmounts;
import dev.quartermaster.history.Outcome;
import dev.quartermaster.history.RequestDecision;
import dev.quartermaster.history.RequestOrigin;
import dev.quartermaster.history.TimeOrderedIds;
import dev.quartermaster.history.journal.JournalEntry;
import dev.quartermaster.inference.failover.FailoverExhausted;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.metrics.RequestMetrics;
import dev.quartermaster.metrics.request.FinishedRequest;
import dev.quartermaster.quality.QualityConfig;
import dev.quartermaster.quality.scoring.QualityScore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what became of a request: one ledger record, its decision and its failovers, as one group that is safe when
 * the result is there. The results never fail.
 */
@ApplicationScoped
public class Recorder {

    private final History history;
    private final Instance instance;
    private final RequestListeners listeners;
    private final RequestMetrics metrics;
    private final TimeOrderedIds ids;
    private final FailoverService failoverService;
    private final QualityConfig qualityConfig;

    Recorder(
            History history,
            Instance instance,
            RequestListeners listeners,
            RequestMetrics metrics,
            TimeOrderedIds ids,
            FailoverService failoverService,
            QualityConfig qualityConfig) {
        this.history = history;
        this.instance = instance;
        this.listeners = listeners;
        this.metrics = metrics;
        this.ids = ids;
        this.failoverService = failoverService;
        this.qualityConfig = qualityConfig;
    }

    /** The score of an answer that was scored before; 1 where answers are not scored at all. */
    private @Nullable Double quality(RequestContext requestContext, Outcome outcome) {
        QualityScore score = requestContext.scores().score();
        if (score != null) {
            return score.score();
        }
        boolean isAnswer = outcome.success() && outcome.complete();
        return isAnswer && !qualityConfig.enabled() ? Double.valueOf(1) : null;
    }

    /** @param model the one that answered */
    public Uni<Void> completed(RequestContext requestContext, ModelSpec model) {
        return keep(requestContext, model.key(), Outcome.success(false), null);
    }

    /**
     * A request that was answered from the cache: it costs nothing, and says nothing of its model.
     *
     * @param model the one that had answered
     */
    public Uni<Void> givenAgain(RequestContext requestContext, ModelSpec model) {
        Outcome outcome = Outcome.success(requestContext.request().ask().stream());
        return keep(requestContext, model.key(), outcome, null);
    }

    /** A request that got no answer; of its failed calls those are billed whose provider has said what they used. */
    public Uni<Void> failed(RequestContext requestContext, Throwable failure) {
        ErrorCode code = failure instanceof QuartermasterException known ? known.code() : ErrorCode.INTERNAL_ERROR;
        Outcome outcome = Outcome.error(
                requestContext.attempts().lastFailure().orElse(null), code, requestContext.request().ask().stream());
        return keep(requestContext, requestContext.attempts().lastTried().orElse(null), outcome, null);
    }

    /** A request whose caller left before any content: the prompt is taken as used, as its provider will bill it. */
    public Uni<Void> abandoned(RequestContext requestContext) {
        Outcome outcome = Outcome.cancelled(requestContext.request().ask().stream());
        Optional<ModelSpec> called = requestContext.attempts().inFlight();
        called.ifPresent(model -> {
            Usage usage = Usage.estimate(requestContext.request().ask().promptTokens(), 0);
            requestContext.bill().add(CallCost.of(model, usage, null), false);
        });
        ModelKey model = called.map(ModelSpec::key)
                .or(requestContext.attempts()::lastTried)
                .orElse(null);
        return keep(requestContext, model, outcome, null);
    }

    /**
     * @param model the one that spoke last
     * @param failure why the stream broke off; null when it did not
     */
    public Uni<Void> streamed(
            RequestContext requestContext,
            ModelSpec model,
            Duration firstContent,
            @Nullable Throwable failure,
            boolean cancelled) {
        return keep(requestContext, model.key(), streamOutcome(failure, cancelled), firstContent);
    }

    private static Outcome streamOutcome(@Nullable Throwable failure, boolean cancelled) {
        if (cancelled) {
            return Outcome.cancelled(true);
        } else if (failure == null) {
            return Outcome.success(true);
        }
        FailureKind kind = failure instanceof ProviderFailure known ? known.kind() : FailureKind.ERROR;
        return Outcome.error(kind, FailoverExhausted.code(kind), true);
    }

    private Uni<Void> keep(
            RequestContext requestContext, @Nullable ModelKey model, Outcome outcome, @Nullable Duration firstContent) {
        return listeners.record(() -> requestContext.beginRecord()
                ? write(requestContext, model, outcome, firstContent)
                : Uni.createFrom().voidItem());
    }

    private Uni<Void> write(
            RequestContext requestContext, @Nullable ModelKey model, Outcome outcome, @Nullable Duration firstContent) {
        InvocationCost invocationCost =
                requestContext.bill().total(requestContext.decision().registryVersion());
        LeaseAmounts leases = requestContext.holds().end(invocationCost.cost());
        requestContext.used(invocationCost.usage());
        InferenceRequest request = requestContext.request();
        DecisionTrace note = new DecisionTrace(requestContext);
        RequestDecision decision = DecisionTrace.ofRequest(requestContext.decision());
        listeners.decided(note);
        InvocationRecord record = new InvocationRecord(
                ids.next(),
                request.time(),
                Source.CALL,
                request.requestId(),
                new RequestOrigin(
                        request.caller().id(),
                        request.hints().agentType(),
                        request.hints().taskId(),
                        request.ask().dialect(),
                        requestContext.arm().map(arm -> Map.of("canary", arm)).orElse(Map.of()),
                        instance.id(),
                        instance.environment()),
                request.model(),
                model,
                requestContext.decision().id(),
                outcome,
                requestContext.attempts().all(),
                requestContext.attempts().failovers(),
                requestContext.elapsed().toNanos() / 1e6,
                firstContent == null ? null : firstContent.toNanos() / 1e6,
                invocationCost,
                quality(requestContext, outcome),
                leases,
                requestContext.cacheUse(),
                decision);
        requestContext.recordedAs(record.id());
        listeners.ended(requestContext, record);
        metrics.ended(finished(requestContext, record));
        List<JournalEntry> entries = new ArrayList<>(2);
        if (decision == null) {
            entries.add(note.record(requestContext.decision()));
        }
        entries.add(record);
        entries.addAll(listeners.failovers(() -> failoverService.note(requestContext)));
        return history.record(entries).invoke(requestContext::recordIsInTime).replaceWithVoid();
    }

    private static FinishedRequest finished(RequestContext requestContext, InvocationRecord record) {
        boolean overheadIsKnown = record.timeToFirstTokenMs() == null
                && requestContext.attempts().inFlight().isEmpty();
        return new FinishedRequest(
                record,
                requestContext.request().ask().operation(),
                overheadIsKnown ? requestContext.overhead() : null,
                requestContext.attempts().ends(),
                requestContext.request().traceParent());
    }
}
