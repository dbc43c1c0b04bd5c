package dev.quartermaster.inference.failover;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
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

    /**
     * The same steps; fails with {@code failure} when they have not come to their end within {@code limit}, and {@code work}
     * is then cancelled. To be subscribed to on a Vert.x context.
     */
    public static <T> Multi<T> until(Duration limit, Multi<T> work, Supplier<? extends Throwable> failure) {
        return Multi.createFrom().emitter(emitter -> {
            Vertx vertx = Objects.requireNonNull(Vertx.currentContext(), "not on a Vert.x context")
                    .owner();
            long timer = vertx.setTimer(Math.max(1, limit.toMillis()), fired -> emitter.fail(failure.get()));
            Cancellable running = work.subscribe().with(emitter::emit, emitter::fail, emitter::complete);
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
