package dev.quartermaster.inference.failover;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.AttemptOutcome;
import dev.quartermaster.inference.planning.RoutePlanner.Plan;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.limits.LimitDecision.Permit;
import dev.quartermaster.media.FetchedFiles;
import dev.quartermaster.routing.Decision;
import dev.quartermaster.routing.ModelRequirements;
import dev.quartermaster.routing.RankedModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One request on its way: what was decided, what was tried so far, how long others took. Belongs to one request and is
 * touched by one thread at a time.
 */
public final class RequestContext {

    private final InferenceRequest request;
    private final Plan plan;
    private final Duration patience;
    private final List<Attempt> attempts = new ArrayList<>();
    private long deadlineNanos;
    private ModelSpec calling;
    private ModelKey lastTried;
    private FailureKind lastFailure;
    private int upstreamCalls;
    private long upstreamNanos;
    private QuartermasterException refusal;
    private final Map<ModelKey, Set<String>> usedKeys = new HashMap<>(2);
    private Permit grant;
    private DroppedFields dropped = new DroppedFields(false);
    private final FetchedFiles files = new FetchedFiles();
    private final Set<ModelKey> blamed = new HashSet<>(2);

    public RequestContext(InferenceRequest request, Plan plan, Duration patience) {
        this.request = request;
        this.plan = plan;
        this.patience = patience;
        this.deadlineNanos = request.arrivedNanos() + patience.toNanos();
        plan.decision().passedOver().forEach(rejected -> passedOver(rejected.model(), rejected.passedOverFor()));
    }

    public InferenceRequest request() {
        return request;
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

    /** What the model that answers could not be told, where the caller allows that. */
    public List<DroppedFields.Dropped> dropped() {
        return dropped.all();
    }

    /** Time since arrival that was not spent waiting for others. */
    public Duration overhead() {
        return Duration.ofNanos(Math.max(0, System.nanoTime() - request.arrivedNanos() - upstreamNanos));
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - request.arrivedNanos());
    }

    /** What is left of the request's patience; zero or less when it is over. */
    public Duration remaining() {
        return Duration.ofNanos(deadlineNanos - System.nanoTime());
    }

    public List<RankedModel> route() {
        return plan.decision().route();
    }

    public List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /** The model that was called last; empty when none was. */
    public Optional<ModelKey> lastTried() {
        return Optional.ofNullable(lastTried);
    }

    /** Why the last candidate did not answer; empty when it did, or none was tried. */
    public Optional<FailureKind> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    /** What a model must have to answer the request. */
    ModelRequirements need() {
        return plan.need();
    }

    /** Whether the model was asked for by name, so that its refusal is the answer. */
    public boolean named() {
        return plan.named();
    }

    /** Which side of its agent's canary it is on; empty without one. */
    public Optional<String> arm() {
        return plan.arm();
    }

    /** Why the first candidate that cannot express the request cannot; empty while all could. */
    Optional<QuartermasterException> refusal() {
        return Optional.ofNullable(refusal);
    }

    void refused(ModelKey model, QuartermasterException why) {
        if (refusal == null) {
            refusal = why;
        }
        passedOver(
                model, why.code() == ErrorCode.INVALID_REQUEST ? FailureKind.INVALID_REQUEST : FailureKind.UNAVAILABLE);
    }

    void served(DroppedFields fields) {
        dropped = fields;
    }

    /** How often the request went on from one model to another. */
    public int failovers() {
        return attempts.size() < 2 ? 0 : FailoverStep.of(attempts).size();
    }

    /** The files it links to, as far as a model has needed them. */
    FetchedFiles files() {
        return files;
    }

    /** What its caller is granted, as far as this request takes of it. */
    public void grantedBy(Permit permit) {
        grant = permit;
    }

    /** All it will ever use. */
    public void used(Usage usage) {
        if (grant != null) {
            grant.settle(usage);
        }
    }

    /** Time passed that was neither ours nor a provider's. */
    void waited(long nanos) {
        upstreamNanos += nanos;
    }

    /** A call to this model goes out. */
    void calling(ModelSpec model, ApiKey key) {
        calling = model;
        if (key != null) {
            usedKeys.computeIfAbsent(model.key(), any -> new HashSet<>()).add(key.id());
        }
    }

    /** The keys that the model was called with. */
    Set<String> usedKeys(ModelKey model) {
        return usedKeys.getOrDefault(model, Set.of());
    }

    /** Whether a call to the model has failed before. */
    boolean hasFailedAt(ModelKey model) {
        return attempts.stream().anyMatch(attempt -> attempt.outcome() == AttemptOutcome.ERROR && isOf(attempt, model));
    }

    private static boolean isOf(Attempt attempt, ModelKey model) {
        return attempt.model().equals(model.id())
                && attempt.provider().equals(model.provider().value());
    }

    /** A call to the model failed; however often that happens to this request, it counts once against the model. */
    public void failedAt(ModelKey model, FailureKind kind, CircuitBreakers circuitBreakers) {
        if (blamed.contains(model)) {
            circuitBreakers.inconclusive(model);
        } else if (circuitBreakers.failed(model, kind)) {
            blamed.add(model);
        }
    }

    /** By {@link System#nanoTime()}. */
    long deadlineNanos() {
        return deadlineNanos;
    }

    /** The model whose answer is being waited for; empty when none is. */
    public Optional<ModelSpec> inFlight() {
        return Optional.ofNullable(calling);
    }

    /** @param failure null when the call succeeded */
    void called(Attempt attempt, FailureKind failure, long nanos) {
        lastTried = new ModelKey(ProviderId.of(attempt.provider()), attempt.model());
        lastFailure = failure;
        calling = null;
        upstreamCalls++;
        upstreamNanos += nanos;
        attempts.add(attempt);
    }

    /** The call that had begun to answer broke off: it was no success. */
    public void brokeOff(FailureKind kind) {
        Attempt begun = attempts.remove(attempts.size() - 1);
        lastFailure = kind;
        attempts.add(new Attempt(
                begun.provider(),
                begun.model(),
                begun.keyId(),
                AttemptOutcome.ERROR,
                kind.wire(),
                begun.status(),
                begun.latencyMs()));
    }

    /** The caller has had content since it came: who goes on with it has the whole patience again. */
    public void resumes() {
        deadlineNanos = System.nanoTime() + patience.toNanos();
    }

    /** A candidate that was passed over without a call. */
    void passedOver(ModelKey model, FailureKind kind) {
        lastFailure = kind;
        attempts.add(
                new Attempt(model.provider().value(), model.id(), null, AttemptOutcome.SKIPPED, kind.wire(), null, 0));
    }
}
