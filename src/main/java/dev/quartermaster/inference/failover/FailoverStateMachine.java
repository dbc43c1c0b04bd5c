package dev.quartermaster.inference.failover;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.routing.RankedModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides the next step of a request: a retry, another key, the next candidate, another round, or the end. It receives
 * the result of each step and the time, calls nothing and waits for nothing.
 *
 * <p>A request calls at most candidates × (1 + retries) + rounds × candidates times, besides once for each further key
 * of a candidate's provider.
 */
final class FailoverStateMachine {

    /** The next step of a request. */
    sealed interface Step {}

    /** Call this one, and tell with {@link #failed} or {@link #refused} when that did not work. */
    record Call(RankedModel candidate) implements Step {}

    /** Wait, and go on with {@link #resume}. */
    record Wait(Duration time) implements Step {}

    /** There is nothing left to try. */
    record End() implements Step {}

    /**
     * A step failed.
     *
     * @param called whether a call went out, or the candidate was passed over without one
     * @param anotherKey whether its provider has a key that this request has not used with this model
     */
    record AttemptFailure(ProviderFailure why, boolean called, boolean anotherKey) {

        boolean isTheKeys() {
            return why.kind() == FailureKind.AUTHENTICATION || why.kind() == FailureKind.RATE_LIMITED;
        }
    }

    private static final Step END = new End();

    /** The route as far as this request has come; a registry holds hundreds of models, and most requests need one. */
    private final List<Candidate> visited = new ArrayList<>();

    private Iterator<RankedModel> unvisited;
    private final List<Candidate> tooSmall = new ArrayList<>();
    private final boolean named;
    private final Function<ModelSpec, List<RankedModel>> onContentPolicy;
    private final RetryContext retryContext;
    private final long deadline;
    private int at;
    private int retries;
    private int round;
    private boolean again;
    private @Nullable ProviderFailure lastCalled;
    private @Nullable ProviderFailure lastPassedOver;
    private @Nullable QuartermasterException firstRefusal;
    private @Nullable QuartermasterException budgetRefusal;

    /** The collaborators that all requests share. */
    record RetryContext(FailoverRules rules, RetryBudget budget, DoubleSupplier random) {}

    /**
     * @param route read one by one, as far as the request gets
     * @param named whether the models were named, so that one whose context window is not known may be tried too
     * @param onContentPolicy which models may be asked what the given one refused to answer
     * @param deadline by the clock whose time the steps are told
     */
    FailoverStateMachine(
            List<RankedModel> route,
            boolean named,
            Function<ModelSpec, List<RankedModel>> onContentPolicy,
            RetryContext retryContext,
            long deadline) {
        this.unvisited = route.iterator();
        this.named = named;
        this.onContentPolicy = onContentPolicy;
        this.retryContext = retryContext;
        this.deadline = deadline;
    }

    Step begin(long now) {
        retryContext.budget().requested();
        return from(0, now);
    }

    Step resume(long now) {
        if (again) {
            return sameOne(now);
        }
        return from(0, now);
    }

    /** The request cannot be expressed for the candidate; nothing was called. */
    Step refused(QuartermasterException why, long now) {
        if (firstRefusal == null) {
            firstRefusal = why;
        }
        visited.get(at).close();
        return from(at + 1, now);
    }

    /** A budget has no room for the candidate; nothing was called, and a cheaper one may fit. */
    Step overBudget(QuartermasterException why, long now) {
        if (budgetRefusal == null || isSooner(why, budgetRefusal)) {
            budgetRefusal = why;
        }
        Duration wait = why.retryAfter().orElse(null);
        visited.get(at).left(new ProviderFailure(FailureKind.BUDGET, wait != null, 0, null, null, wait), now);
        return from(at + 1, now);
    }

    private static boolean isSooner(QuartermasterException one, QuartermasterException other) {
        return one.retryAfter().isPresent()
                && other.retryAfter()
                        .filter(wait -> wait.compareTo(one.retryAfter().get()) <= 0)
                        .isEmpty();
    }

    Step failed(AttemptFailure failure, long now) {
        ProviderFailure why = failure.why();
        if (failure.called()) {
            lastCalled = why;
        } else {
            lastPassedOver = why;
        }
        if (why.kind() == FailureKind.INVALID_REQUEST || why.kind() == FailureKind.BUDGET) {
            // No other model would be given a different request.
            return END;
        } else if (failure.called() && failure.isTheKeys() && failure.anotherKey()) {
            return sameOne(now);
        }
        Duration pause = retryContext.rules().pause(retries, why, retryContext.random());
        if (failure.called()
                && mayRetry(why, pause, now)
                && retryContext.budget().take()) {
            retries++;
            again = true;
            return new Wait(pause);
        }
        leave(visited.get(at), why, now);
        return from(at + 1, now);
    }

    /** Why the last call failed; null when none was made. */
    @Nullable ProviderFailure lastCalled() {
        return lastCalled;
    }

    /** Why the last candidate was passed over; null when none was. */
    @Nullable ProviderFailure lastPassedOver() {
        return lastPassedOver;
    }

    /** Why the first candidate that cannot express the request cannot; null while all could. */
    @Nullable QuartermasterException firstRefusal() {
        return firstRefusal;
    }

    /** What the budget says that lets a candidate pass soonest; null when none has refused one. */
    @Nullable QuartermasterException budgetRefusal() {
        return budgetRefusal;
    }

    private boolean mayRetry(ProviderFailure why, Duration pause, long now) {
        FailoverRules rules = retryContext.rules();
        return why.isTransient()
                && round == 0
                && retries < rules.maxRetries()
                && pause.compareTo(rules.longestWait()) <= 0
                && fits(pause, now);
    }

    private void leave(Candidate candidate, ProviderFailure why, long now) {
        candidate.left(why, now);
        if (why.kind() == FailureKind.CONTENT_POLICY) {
            onlyThose(onContentPolicy.apply(candidate.model()));
        } else if (why.kind() == FailureKind.CONTEXT_WINDOW) {
            tooSmall.add(candidate);
            visited.stream()
                    .filter(other -> !other.holdsMoreThan(candidate, named))
                    .forEach(Candidate::close);
        }
    }

    /** Nobody shops around for a model that is less strict: only those that were configured for this may be asked. */
    private void onlyThose(List<RankedModel> allowed) {
        List<ModelKey> asked =
                visited.stream().filter(Candidate::wasLeft).map(Candidate::key).toList();
        visited.forEach(Candidate::close);
        tooSmall.clear();
        unvisited = allowed.stream()
                .filter(candidate -> !asked.contains(candidate.model().key()))
                .iterator();
    }

    private boolean isAt(int index) {
        while (visited.size() <= index && unvisited.hasNext()) {
            visited.add(visit(unvisited.next()));
        }
        return index < visited.size();
    }

    private Candidate visit(RankedModel ranked) {
        Candidate candidate = new Candidate(ranked);
        if (tooSmall.stream().anyMatch(small -> !candidate.holdsMoreThan(small, named))) {
            candidate.close();
        }
        return candidate;
    }

    private Step sameOne(long now) {
        again = false;
        return now >= deadline ? END : new Call(visited.get(at).candidate());
    }

    private Step from(int first, long now) {
        if (now >= deadline) {
            return END;
        }
        for (int index = first; isAt(index); index++) {
            if (visited.get(index).isOpen(now)) {
                return call(index);
            }
        }
        return nextRound(now);
    }

    private Step call(int index) {
        if (round > 0 && !retryContext.budget().take()) {
            return END;
        }
        at = index;
        retries = 0;
        return new Call(visited.get(index).candidate());
    }

    /** Waits at least until one of those that may come back takes calls again. */
    private Step nextRound(long now) {
        List<Duration> rounds = retryContext.rules().rounds();
        long soonest = visited.stream()
                .filter(Candidate::mayComeBack)
                .mapToLong(candidate -> candidate.untilOpen(now))
                .min()
                .orElse(Long.MAX_VALUE);
        if (round >= rounds.size() || soonest == Long.MAX_VALUE || isOurs()) {
            return END;
        }
        Duration wait = Duration.ofNanos(Math.max(rounds.get(round).toNanos(), soonest));
        round++;
        return fits(wait, now) ? new Wait(wait) : END;
    }

    /** No call has gone out, because of limits of ours: who is beyond them is told so at once, and holds nothing. */
    private boolean isOurs() {
        return lastCalled == null
                && (lastPassedOver == null ? budgetRefusal != null : lastPassedOver.kind() == FailureKind.RATE_LIMITED);
    }

    private boolean fits(Duration wait, long now) {
        return wait.compareTo(Duration.ofNanos(deadline - now)) < 0;
    }
}
