package dev.quartermaster.console;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.Bulkhead;

/**
 * Through which all pages ask the database: few questions at once, so that those who look leave the connections to those who
 * work.
 */
@ApplicationScoped
public class ConsoleReads {

    /** Questions of all pages under way at once. */
    static final int AT_ONCE = 2;

    /** Questions that wait to be next. */
    static final int WAITING = 32;

    /** Asks, when it is its turn. Fails at once where too many wait. */
    @Bulkhead(value = AT_ONCE, waitingTaskQueue = WAITING)
    public <T> Uni<T> ask(Supplier<Uni<T>> question) {
        return question.get();
    }
}
