package dev.quartermaster.storage;

import io.smallrye.faulttolerance.api.CircuitBreakerName;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * Leaves a database alone that did not answer five times in a row: whoever asks is told at once instead of after a
 * time-out, and the pool is not filled with questions that nobody will answer. A second later one question finds out.
 */
@ApplicationScoped
class DatabaseBreaker {

    static final String NAME = "database";

    /**
     * What fails with anything but {@link DatabaseAway} was answered. Fails with a {@link CircuitBreakerOpenException}
     * where nothing was asked.
     */
    @CircuitBreaker(requestVolumeThreshold = 5, failureRatio = 1, delay = 1_000, failOn = DatabaseAway.class)
    @CircuitBreakerName(NAME)
    <T> Uni<T> pass(Supplier<Uni<T>> question) {
        return question.get();
    }
}
