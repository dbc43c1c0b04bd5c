package dev.quartermaster.inference.failover;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.routing.RankedModel;
import java.time.Duration;

/** One candidate on the way of one request, and whether it is worth going back to. */
final class Candidate {

    private static final Duration LONGEST = Duration.ofDays(365);

    private final RankedModel candidate;
    private boolean left;
    private boolean closed;
    private boolean waits;
    private long openAt;

    Candidate(RankedModel candidate) {
        this.candidate = candidate;
    }

    RankedModel candidate() {
        return candidate;
    }

    ModelSpec model() {
        return candidate.model();
    }

    ModelKey key() {
        return candidate.model().key();
    }

    /** It did not answer; whether and when it may be asked again is what the failure says. */
    void left(ProviderFailure why, long now) {
        left = true;
        closed |= !why.isTransient();
        waits = why.retryAfter().isPresent();
        openAt = now + why.retryAfter().map(Candidate::nanos).orElse(0L);
    }

    /** Nobody waits longer than that, and a provider may ask for more than a number of nanoseconds can say. */
    private static long nanos(Duration wait) {
        return wait.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : wait.toNanos();
    }

    void close() {
        closed = true;
    }

    boolean wasLeft() {
        return left;
    }

    boolean mayComeBack() {
        return !closed;
    }

    boolean isOpen(long now) {
        return !closed && untilOpen(now) == 0;
    }

    long untilOpen(long now) {
        return waits ? Math.max(0, openAt - now) : 0;
    }

    /** @param orUnknown whether to give it the benefit of the doubt */
    boolean holdsMoreThan(Candidate other, boolean orUnknown) {
        Long own = model().contextWindow();
        Long others = other.model().contextWindow();
        if (own == null || others == null) {
            return this != other && (orUnknown || own != null);
        }
        return own > others;
    }
}
