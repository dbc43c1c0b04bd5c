package dev.quartermaster.inference.failover;

import dev.quartermaster.cache.CacheHit;
import dev.quartermaster.cache.CacheTicket;
import dev.quartermaster.cost.CallCost;
import dev.quartermaster.cost.RequestBill;
import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.history.Attempt;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The log of one request: what was decided, what was tried so far, how long others took. Attempts are entered when they
 * begin and when they end, and nowhere else. Belongs to one request and is touched by one thread at a time.
 */
public final class RequestContext {

    private static final CacheUse BYPASSED = new CacheUse(CacheUse.Status.BYPASS, null);
    private static final CacheUse MISSED = new CacheUse(CacheUse.Status.MISS, null);

    private Plan plan;
    private final Duration patience;
    private final List<Attempt> attempts = new ArrayList<>();
    /** Nanoseconds since arrival at which each of the attempts ended; shorter than their list, as far as the last ones. */
    private long[] attemptEnds = {};

    private long deadlineNanos;
    private @Nullable ModelSpec calling;
    private @Nullable ModelKey lastTried;
    private @Nullable FailureKind lastFailure;
    private int upstreamCalls;
    private boolean recorded;
    private long upstreamNanos;
    private final Map<ModelKey, Set<String>> usedKeys = new HashMap<>(2);
    private final Permit grant;
    private final RequestHolds holds = new RequestHolds();
    private DroppedFields dropped = new DroppedFields(false);
    private final FetchedFiles files = new FetchedFiles();
    private final Set<ModelKey> blamed = new HashSet<>(2);
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
        plan.decision().passedOver().forEach(rejected -> {
            FailureKind kind = Objects.requireNonNull(rejected.passedOverFor());
            attempts.add(Attempt.skipped(rejected.model(), kind));
            lastFailure = kind;
        });
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

    /** Calls that went out to a provider, failed ones among them. */
    public int upstreamCalls() {
        return upstreamCalls;
    }

    /** Returns the fields that were dropped because the answering model does not support them. */
    public List<DroppedFields.Dropped> dropped() {
        return dropped.all();
    }

    /** Time since arrival that was not spent waiting for others. */
    public Duration overhead() {
        return Duration.ofNanos(Math.max(0, System.nanoTime() - request().arrivedNanos() - upstreamNanos));
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

    public List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /** Returns when each attempt ended, in nanoseconds since the request arrived; 0 for a model that was passed over. */
    public long[] attemptEnds() {
        return attemptEnds;
    }

    /** The model that was called last; empty when none was. */
    public Optional<ModelKey> lastTried() {
        return Optional.ofNullable(lastTried);
    }

    /** Why the last candidate did not answer; empty when it did, or none was tried. */
    public Optional<FailureKind> lastFailure() {
        return Optional.ofNullable(lastFailure);
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

    /** Returns the number of failovers to another model. */
    public int failovers() {
        return attempts.size() < 2 ? 0 : FailoverStep.of(attempts).size();
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
        lastFailure = null;
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
        Attempt attempt = attempts.remove(attempts.size() - 1).billed(cost.bill());
        attempts.add(attempt);
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
        ModelKey model = answer.model().key();
        for (int i = attempts.size() - 1; i >= 0; i--) {
            Attempt attempt = attempts.get(i);
            boolean isLow = FailureKind.LOW_QUALITY.wire().equals(attempt.reason());
            if (isLow && attempt.called() && attempt.modelKey().equals(model)) {
                attempts.set(i, attempt.recovered());
                if (attempt.bill() != null) {
                    BigDecimal cost = attempt.bill().costUsd();
                    bill.recover(cost == null ? null : new Money(cost));
                }
                lastFailure = null;
                scores.giveBest(answer);
                return;
            }
        }
        throw new IllegalStateException("no attempt at " + model + " was low");
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

    /** All it will ever use. */
    public void used(Usage usage) {
        grant.settle(usage);
    }

    /** Returns true once: the record of a request whose caller leaves while it is written is the only one. */
    public boolean beginRecord() {
        boolean first = !recorded;
        recorded = true;
        return first;
    }

    /** Time passed that was neither ours nor a provider's. */
    void waited(long nanos) {
        upstreamNanos += nanos;
    }

    /** A call to this model goes out. */
    void calling(ModelSpec model, @Nullable ApiKey key) {
        calling = model;
        if (key != null) {
            usedKeys.computeIfAbsent(model.key(), any -> new HashSet<>()).add(key.id());
        }
    }

    /** The keys that the model was called with. */
    Set<String> usedKeys(ModelKey model) {
        return usedKeys.getOrDefault(model, Set.of());
    }

    /** Returns true if an earlier call of the model has failed. */
    boolean hasFailedAt(ModelKey model) {
        return attempts.stream()
                .anyMatch(attempt -> attempt.outcome() == AttemptOutcome.ERROR
                        && attempt.modelKey().equals(model));
    }

    /** A call to the model failed; however often that happens to this request, it counts once against the model. */
    public void failedAt(ModelKey model, FailureKind kind, CircuitBreakers circuitBreakers) {
        if (blamed.contains(model)) {
            circuitBreakers.inconclusive(model);
        } else if (circuitBreakers.failed(model, kind)) {
            blamed.add(model);
        }
    }

    /** Returns the deadline in terms of {@link System#nanoTime()}. */
    long deadlineNanos() {
        return deadlineNanos;
    }

    /** The model whose answer is being waited for; empty when none is. */
    public Optional<ModelSpec> inFlight() {
        return Optional.ofNullable(calling);
    }

    /** An attempt has ended. */
    void ended(AttemptResult<?> result) {
        Attempt attempt = result.attempt();
        attempts.add(attempt);
        attemptEnds = Arrays.copyOf(attemptEnds, attempts.size());
        attemptEnds[attempts.size() - 1] = System.nanoTime() - request().arrivedNanos();
        lastFailure = result.failure();
        calling = null;
        if (attempt.called()) {
            lastTried = attempt.modelKey();
            upstreamCalls++;
            upstreamNanos += (long) (attempt.latencyMs() * 1e6);
        }
        if (result instanceof Answered<?> answered) {
            dropped = answered.dropped();
        }
    }

    /** The call that had begun to answer broke off: it was no success. */
    public void brokeOff(FailureKind kind) {
        lastFailure = kind;
        attempts.add(attempts.remove(attempts.size() - 1).brokenOff(kind));
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
