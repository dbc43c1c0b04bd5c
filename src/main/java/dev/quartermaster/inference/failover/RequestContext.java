package dev.quartermaster.inference.failover;

import dev.quartermaster.cache.CacheHit;
import dev.quartermaster.cache.CacheTicket;
import dev.quartermaster.cost.CallCost;
import dev.quartermaster.cost.RequestBill;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.AttemptBill;
import dev.quartermaster.history.AttemptOutcome;
import dev.quartermaster.history.CacheUse;
import dev.quartermaster.inference.failover.AttemptResult.Answered;
import dev.quartermaster.inference.planning.RoutePlanner.Plan;
import dev.quartermaster.inference.request.InferenceOperation;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.limits.LimitDecision.Permit;
import dev.quartermaster.media.FetchedFiles;
import dev.quartermaster.routing.Decision;
import dev.quartermaster.routing.ModelRequirements;
import dev.quartermaster.routing.RankedModel;
import io.quarkus.logging.Log;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * State of one request while it runs: its decision, its attempts so far, what it holds and costs, how long others took. Touched
 * by one thread at a time.
 */
public final class RequestContext {

    private static final CacheUse BYPASSED = new CacheUse(CacheUse.Status.BYPASS, null);
    private static final CacheUse MISSED = new CacheUse(CacheUse.Status.MISS, null);

    private Plan plan;
    private final Duration patience;
    private final AttemptLog attempts;
    private long deadlineNanos;
    private boolean recorded;
    private long waitedNanos;
    private final Permit grant;
    private final RequestHolds holds = new RequestHolds();
    private DroppedFields dropped = new DroppedFields(false);
    private final FetchedFiles files = new FetchedFiles();
    private final RequestBill bill = new RequestBill();
    private @Nullable CacheTicket cacheTicket;
    private final AnswerScores scores = new AnswerScores();
    private @Nullable UUID recordId;
    private boolean recordIsLate;

    /** @param grant what its caller is granted, as far as this request takes of it */
    public RequestContext(Plan plan, Duration patience, Permit grant) {
        this.plan = plan;
        this.patience = patience;
        this.grant = grant;
        this.deadlineNanos = deadline(plan.request().arrivedNanos());
        this.attempts = new AttemptLog(plan.request().arrivedNanos());
        plan.decision()
                .passedOver()
                .forEach(rejected ->
                        attempts.skipped(rejected.model(), Objects.requireNonNull(rejected.passedOverFor())));
    }

    public InferenceRequest request() {
        return plan.request();
    }

    public Decision decision() {
        return plan.decision();
    }

    /** The model that comes first on its route; empty when it has none. */
    public Optional<ModelSpec> first() {
        return route().stream().findFirst().map(RankedModel::model);
    }

    /** Returns the fields that were dropped because the answering model does not support them. */
    public List<DroppedFields.Dropped> dropped() {
        return dropped.all();
    }

    /** Time since arrival that was not spent waiting for others. */
    public Duration overhead() {
        return Duration.ofNanos(
                Math.max(0, System.nanoTime() - request().arrivedNanos() - attempts.callNanos() - waitedNanos));
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - request().arrivedNanos());
    }

    /** Returns the time left until the deadline; zero or less when it has passed. */
    public Duration remaining() {
        return Duration.ofNanos(deadlineNanos - System.nanoTime());
    }

    public List<RankedModel> route() {
        return plan.decision().route();
    }

    /** What was tried so far. */
    public AttemptLog attempts() {
        return attempts;
    }

    /** Returns the model requirements of the request. */
    ModelRequirements need() {
        return plan.need();
    }

    /** Returns true if the caller asked for the model by name, so that its refusal is the answer. */
    public boolean named() {
        return plan.named();
    }

    /** Which side of its agent's canary it is on; empty without one. */
    public Optional<String> arm() {
        return plan.arm();
    }

    /** What it may take from the response cache and leave in it; null where it does neither. */
    public @Nullable CacheTicket cacheTicket() {
        return cacheTicket;
    }

    public void mayUseCache(CacheTicket ticket) {
        cacheTicket = ticket;
    }

    /** The answer that was given again; null where a model answers. */
    public @Nullable CacheHit cacheHit() {
        return cacheTicket == null ? null : cacheTicket.hit();
    }

    /** What the response cache did for it. */
    public CacheUse cacheUse() {
        CacheHit hit = cacheHit();
        if (hit != null) {
            return new CacheUse(CacheUse.Status.HIT, hit.saved());
        }
        return cacheTicket == null ? BYPASSED : MISSED;
    }

    /** It is answered from the cache: nobody was tried, and it takes nothing of what its caller is granted. */
    public void answeredFromCache(CacheTicket ticket, CacheHit hit) {
        ticket.answered(hit);
        attempts.clear();
        grant.release();
    }

    /** Names its answer where the provider does not; an answer that is given again keeps its name. */
    public UUID answerId() {
        CacheHit hit = cacheHit();
        return hit == null ? decision().id() : hit.answerId();
    }

    /** Returns when its answer was made; {@code now} for one that is new. */
    public Instant answeredAt(Instant now) {
        CacheHit hit = cacheHit();
        return hit == null ? now : hit.created();
    }

    /** A model is asked for less than the caller asked for: the rest was in the cache. */
    public void asksOnlyFor(InferenceOperation rest) {
        plan = plan.asking(rest);
    }

    /** The files it links to, as far as a model has needed them. */
    FetchedFiles files() {
        return files;
    }

    /** What it holds in budgets. */
    public RequestHolds holds() {
        return holds;
    }

    /** What its calls cost so far. */
    public RequestBill bill() {
        return bill;
    }

    /**
     * Settles the call that ended last with what it used, as far as its provider bills it: its quotas, its attempt and the
     * bill of the request.
     */
    public CallCost settled(Answered<?> call, Usage usage) {
        call.permit().settle(usage);
        CallCost cost = CallCost.of(call.model(), usage, call.route());
        Attempt attempt = attempts.billed(cost.bill());
        settleHold(cost);
        bill.add(cost, attempt.outcome() == AttemptOutcome.ERROR);
        return cost;
    }

    /** Settles what a call holds in budgets. A call at a price that is not known may have cost all of that. */
    void settleHold(CallCost call) {
        if (call.cost() == null && holds.holdsAnything()) {
            Log.warnf(
                    "price not known: request=%s model=%s tier=%s; budgets count the most that it could cost",
                    request().requestId(), call.model().key(), call.usage().tier());
        }
        holds.settle(call.cost());
    }

    /** What its answers were worth, where they are scored before they leave. */
    public AnswerScores scores() {
        return scores;
    }

    /** The best of its low answers is given: that attempt has answered, and what it cost was not in vain. */
    public void recovered(AnswerScores.LowAnswer answer) {
        AttemptBill billed = attempts.recovered(answer.model().key()).bill();
        if (billed != null) {
            BigDecimal cost = billed.costUsd();
            bill.recover(cost == null ? null : new Money(cost));
        }
        scores.giveBest(answer);
    }

    /** The id of its record; null until that is written. */
    public @Nullable UUID recordId() {
        return recordId;
    }

    public void recordedAs(UUID id) {
        recordId = id;
    }

    /** Tells whether its record was not where it has to be when the answer could wait no longer. */
    public boolean isRecordLate() {
        return recordIsLate;
    }

    public void recordIsInTime(boolean inTime) {
        recordIsLate = !inTime;
    }

    /** It has ended; this is all it will ever use. */
    public void used(Usage usage) {
        grant.settle(usage);
        files.release();
    }

    /** Returns true once: the record of a request whose caller leaves while it is written is the only one. */
    public boolean beginRecord() {
        boolean first = !recorded;
        recorded = true;
        return first;
    }

    /** Time passed that was neither ours nor a provider's. */
    void waited(long nanos) {
        waitedNanos += nanos;
    }

    /** Returns the deadline in terms of {@link System#nanoTime()}. */
    long deadlineNanos() {
        return deadlineNanos;
    }

    /** An attempt has ended. */
    void ended(AttemptResult<?> result) {
        attempts.ended(result);
        if (result instanceof Answered<?> answered) {
            dropped = answered.dropped();
        }
    }

    /** The caller has had content since it came: who goes on with it has the whole patience again. */
    public void resumes() {
        deadlineNanos = deadline(System.nanoTime());
    }

    /** Whoever began so long ago has run out of patience, or of the time of this process. */
    private long deadline(long beginNanos) {
        long latest = beginNanos + patience.toNanos();
        Long answerBy = request().answerByNanos();
        return answerBy == null || answerBy - latest > 0 ? latest : answerBy;
    }
}
