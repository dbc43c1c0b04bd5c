package dev.quartermaster.storage;

import io.smallrye.faulttolerance.api.CircuitBreakerName;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * Guards queries with a circuit breaker and a bulkhead. After five queries in a row without an answer it fails at once
 * instead of after a time-out, and a second later one query is a trial. The bulkhead leaves connections of the pool to
 * the history.
 */
@ApplicationScoped
class DatabaseGuard {

    /** Questions under way at once; the pool must hold more. */
    static final int AT_ONCE = 5;

    /** Questions that wait to be next. */
    static final int WAITING = 64;

    static final String NAME = "database";

    /**
     * Runs a query behind the circuit breaker. A failure other than {@link DatabaseAway} counts as an answer. It fails
     * with a {@link CircuitBreakerOpenException} or a {@link BulkheadException} if no query was sent.
     */
    @CircuitBreaker(requestVolumeThreshold = 5, failureRatio = 1, delay = 1_000, failOn = DatabaseAway.class)
    @CircuitBreakerName(NAME)
    @Bulkhead(value = AT_ONCE, waitingTaskQueue = WAITING)
    <T> Uni<T> pass(Supplier<Uni<T>> question) {
        return question.get();
    }
}
