package dev.quartermaster.inference.failover;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.AttemptBill;
import dev.quartermaster.history.AttemptOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one request, in order: each is entered when its call goes out and when it ends. Touched by one thread at a
 * time.
 */
public final class AttemptLog {

    private final long arrivedNanos;
    private final List<Attempt> attempts = new ArrayList<>();
    /** Nanoseconds since arrival at which each of the attempts ended; shorter than their list, as far as the last ones. */
    private long[] ends = {};

    private @Nullable ModelSpec calling;
    private @Nullable ModelKey lastTried;
    private @Nullable FailureKind lastFailure;
    private int calls;
    private long callNanos;
    private final Map<ModelKey, Set<String>> usedKeys = new HashMap<>(2);
    private final Set<ModelKey> blamed = new HashSet<>(2);

    /** @param arrivedNanos when the request arrived, in terms of {@link System#nanoTime()} */
    AttemptLog(long arrivedNanos) {
        this.arrivedNanos = arrivedNanos;
    }

    /** All attempts so far; models that were passed over are among them. */
    public List<Attempt> all() {
        return List.copyOf(attempts);
    }

    /** Returns when each attempt ended, in nanoseconds since the request arrived; 0 for a model that was passed over. */
    public long[] ends() {
        return ends;
    }

    /** Calls that went out to a provider, failed ones among them. */
    public int calls() {
        return calls;
    }

    /** Time that was spent in calls. */
    long callNanos() {
        return callNanos;
    }

    /** The model that was called last; empty when none was. */
    public Optional<ModelKey> lastTried() {
        return Optional.ofNullable(lastTried);
    }

    /** Why the last candidate did not answer; empty when it did, or none was tried. */
    public Optional<FailureKind> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    /** The model whose answer is being waited for; empty when none is. */
    public Optional<ModelSpec> inFlight() {
        return Optional.ofNullable(calling);
    }

    /** Returns the number of failovers to another model. */
    public int failovers() {
        return attempts.size() < 2 ? 0 : FailoverStep.of(attempts).size();
    }

    /** Returns true if an earlier call of the model has failed. */
    boolean hasFailedAt(ModelKey model) {
        return attempts.stream()
                .anyMatch(attempt -> attempt.outcome() == AttemptOutcome.ERROR
                        && attempt.modelKey().equals(model));
    }

    /** The keys that the model was called with. */
    Set<String> usedKeys(ModelKey model) {
        return usedKeys.getOrDefault(model, Set.of());
    }

    /** A model is passed over before the first call. */
    void skipped(ModelKey model, FailureKind why) {
        attempts.add(Attempt.skipped(model, why));
        lastFailure = why;
    }

    /** A call to this model goes out. */
    void calling(ModelSpec model, @Nullable ApiKey key) {
        calling = model;
        if (key != null) {
            usedKeys.computeIfAbsent(model.key(), any -> new HashSet<>()).add(key.id());
        }
    }

    /** An attempt has ended. */
    void ended(AttemptResult<?> result) {
        Attempt attempt = result.attempt();
        attempts.add(attempt);
        ends = Arrays.copyOf(ends, attempts.size());
        ends[attempts.size() - 1] = System.nanoTime() - arrivedNanos;
        lastFailure = result.failure();
        calling = null;
        if (attempt.called()) {
            lastTried = attempt.modelKey();
            calls++;
            callNanos += (long) (attempt.latencyMs() * 1e6);
        }
    }

    /** A call to the model failed; however often that happens to this request, it counts once against the model. */
    public void failedAt(ModelKey model, FailureKind kind, CircuitBreakers circuitBreakers) {
        if (blamed.contains(model)) {
            circuitBreakers.inconclusive(model);
        } else if (circuitBreakers.failed(model, kind)) {
            blamed.add(model);
        }
    }

    /** The provider bills the call that ended last. @return its attempt */
    Attempt billed(AttemptBill bill) {
        return setLast(last().billed(bill));
    }

    /** The call that had begun to answer broke off: it was no success. */
    public void brokeOff(FailureKind kind) {
        lastFailure = kind;
        setLast(last().brokenOff(kind));
    }

    /** The low answer of this model is given after all. @return its attempt */
    Attempt recovered(ModelKey model) {
        for (int i = attempts.size() - 1; i >= 0; i--) {
            Attempt attempt = attempts.get(i);
            boolean isLow = FailureKind.LOW_QUALITY.wire().equals(attempt.reason());
            if (isLow && attempt.called() && attempt.modelKey().equals(model)) {
                lastFailure = null;
                attempts.set(i, attempt.recovered());
                return attempts.get(i);
            }
        }
        throw new IllegalStateException("no attempt at " + model + " was low");
    }

    /** The request is answered without any of them. */
    void clear() {
        attempts.clear();
        lastFailure = null;
    }

    private Attempt last() {
        return attempts.get(attempts.size() - 1);
    }

    private Attempt setLast(Attempt attempt) {
        attempts.set(attempts.size() - 1, attempt);
        return attempt;
    }
}
