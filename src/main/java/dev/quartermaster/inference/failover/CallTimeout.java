package dev.quartermaster.inference.failover;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A time limit that fires on the caller's own Vert.x context. Mutiny's {@code ifNoItem} fires on a worker thread, and
 * what follows a time-out (the next attempt, the answer) would go on there.
 */
public final class CallTimeout {

    private CallTimeout() {}

    /** The same result, or {@code failure} when none came within {@code limit}; {@code work} is then cancelled. */
    public static <T> Uni<T> within(Vertx vertx, Duration limit, Uni<T> work, Supplier<? extends Throwable> failure) {
        return Uni.createFrom().emitter(emitter -> {
            long timer = vertx.setTimer(Math.max(1, limit.toMillis()), fired -> emitter.fail(failure.get()));
            Cancellable running = work.subscribe().with(emitter::complete, emitter::fail);
            emitter.onTermination(() -> {
                vertx.cancelTimer(timer);
                running.cancel();
            });
        });
    }

    /** Completes after {@code time}, on the caller's own context too. */
    static Uni<Void> pause(Vertx vertx, Duration time) {
        return Uni.createFrom().emitter(emitter -> {
            // Rounded up: a provider that is asked a little too early refuses again.
            long timer =
                    vertx.setTimer(Math.max(1, time.plusNanos(999_999).toMillis()), fired -> emitter.complete(null));
            emitter.onTermination(() -> vertx.cancelTimer(timer));
        });
    }
}
