package dev.quartermaster.api.function;

import dev.quartermaster.telemetry.Thawed;
import io.quarkus.logging.Log;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells that the process was frozen between two invocations. By the wall clock: the other one stands still in some kinds of
 * sleep.
 */
@Singleton
class Thaw {

    /** Longest wait of a request for what is read anew. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    /** After a shorter pause nothing has grown old, and connections live. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private final Clock clock;
    private final Consumer<Thawed> thawed;
    private volatile @Nullable Instant last;

    @Inject
    Thaw(Clock clock, Event<Thawed> event) {
        this(clock, event::fire);
    }

    Thaw(Clock clock, Consumer<Thawed> thawed) {
        this.clock = clock;
        this.thawed = thawed;
    }

    /** To be called before an invocation: nobody is let in by a key that was revoked in the meantime. */
    void before() throws InterruptedException {
        Instant ended = last;
        Duration pause = ended == null ? Duration.ZERO : Duration.between(ended, clock.instant());
        if (pause.compareTo(SHORT) < 0) {
            return;
        }
        Thawed event = new Thawed(pause);
        thawed.accept(event);
        try {
            event.readAnew().get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException late) {
            Log.debugf("After %s nothing new could be read in time", pause);
        }
    }

    void after() {
        last = clock.instant();
    }
}
