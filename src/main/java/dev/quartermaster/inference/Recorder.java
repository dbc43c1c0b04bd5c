package dev.quartermaster.inference;

import dev.quartermaster.cost.CostCalculator;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.history.DecisionRecord;
import dev.quartermaster.history.History;
import dev.quartermaster.history.Instance;
import dev.quartermaster.history.InvocationCost;
import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.history.InvocationRecord.Source;
import dev.quartermaster.history.Outcome;
import dev.quartermaster.history.RequestOrigin;
import dev.quartermaster.history.TimeOrderedIds;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * Writes down what became of a request: one ledger record and its decision, both safe when the result is there. The results
 * never fail.
 */
@ApplicationScoped
class Recorder {

    private final History history;
    private final Instance instance;
    private final RequestListeners observers;
    private final InferenceMeters meters;
    private final TimeOrderedIds ids;
    private final FailoverService failovers;
    private final Clock clock;

    Recorder(
            History history,
            Instance instance,
            RequestListeners observers,
            InferenceMeters meters,
            TimeOrderedIds ids,
            FailoverService failovers,
            Clock clock) {
        this.history = history;
        this.instance = instance;
        this.observers = observers;
        this.meters = meters;
        this.ids = ids;
        this.failovers = failovers;
        this.clock = clock;
    }

    Uni<Void> completed(RequestContext journey, ModelSpec model, Usage usage, Money cost) {
        return keep(journey, model.key(), Outcome.success(false), null, bill(model, usage, cost));
    }

    /** A request that got no answer; what its failed attempts cost is not known and counts as nothing. */
    Uni<Void> failed(RequestContext journey, Throwable failure) {
        ErrorCode code = failure instanceof QuartermasterException known ? known.code() : ErrorCode.INTERNAL_ERROR;
        Outcome outcome = Outcome.error(journey.lastFailure().orElse(null), code, journey.request().ask().stream());
        return keep(journey, journey.lastTried().orElse(null), outcome, null, InvocationCost.NONE);
    }

    /** A request whose caller left before any content: the prompt is taken as used, as its provider will bill it. */
    Uni<Void> abandoned(RequestContext journey) {
        Outcome outcome = Outcome.cancelled(journey.request().ask().stream());
        return journey.inFlight()
                .map(model -> {
                    Usage usage = Usage.estimate(journey.request().ask().promptTokens(), 0);
                    Money cost = CostCalculator.cost(model.pricing(), usage, null);
                    return keep(journey, model.key(), outcome, null, bill(model, usage, cost));
                })
                .orElseGet(() -> keep(journey, journey.lastTried().orElse(null), outcome, null, InvocationCost.NONE));
    }

    /** @param failure why the stream broke off; null when it did not */
    Uni<Void> streamed(
            RequestContext journey,
            ModelSpec model,
            Usage usage,
            Money cost,
            Duration firstContent,
            Throwable failure,
            boolean cancelled) {
        return keep(journey, model.key(), streamOutcome(failure, cancelled), firstContent, bill(model, usage, cost));
    }

    private static Outcome streamOutcome(Throwable failure, boolean cancelled) {
        if (cancelled) {
            return Outcome.cancelled(true);
        } else if (failure == null) {
            return Outcome.success(true);
        }
        FailureKind kind = failure instanceof ProviderFailure known ? known.kind() : FailureKind.ERROR;
        return Outcome.error(kind, FailoverExhausted.code(kind), true);
    }

    private static InvocationCost bill(ModelSpec model, Usage usage, Money cost) {
        Pricing pricing = model.pricing();
        return new InvocationCost(
                usage,
                cost,
                pricing.source(),
                pricing.asOf() == null ? null : pricing.asOf().toString());
    }

    private Uni<Void> keep(
            RequestContext journey, ModelKey model, Outcome outcome, Duration firstContent, InvocationCost bill) {
        return observers.record(() -> write(journey, model, outcome, firstContent, bill));
    }

    private Uni<Void> write(
            RequestContext journey, ModelKey model, Outcome outcome, Duration firstContent, InvocationCost bill) {
        measure(journey, model, bill, firstContent);
        journey.used(bill.usage());
        InferenceRequest request = journey.request();
        DecisionTrace note = new DecisionTrace(journey);
        observers.decided(note);
        InvocationRecord record = new InvocationRecord(
                ids.next(),
                clock.instant().minus(journey.elapsed()),
                Source.CALL,
                request.requestId(),
                new RequestOrigin(
                        request.caller().id(),
                        request.hints().agentType(),
                        request.hints().taskId(),
                        request.ask().dialect(),
                        journey.arm().map(arm -> Map.of("canary", arm)).orElse(Map.of()),
                        instance.id()),
                request.model(),
                model,
                journey.decision().id(),
                outcome,
                journey.attempts(),
                journey.failovers(),
                journey.elapsed().toNanos() / 1e6,
                firstContent == null ? null : firstContent.toNanos() / 1e6,
                bill,
                null);
        observers.ended(journey, record);
        return history.record(new DecisionRecord(note.id(), journey.decision().time(), note::document, note::inputs))
                .chain(() -> history.record(record))
                .chain(() -> failovers.note(journey));
    }

    private void measure(RequestContext journey, ModelKey model, InvocationCost bill, Duration firstContent) {
        meters.attempted(journey.request().ask().operation(), journey.attempts());
        if (bill != InvocationCost.NONE) {
            meters.used(model, bill.usage());
        }
        if (firstContent == null && journey.inFlight().isEmpty()) {
            meters.overhead(journey.overhead());
        }
    }
}
