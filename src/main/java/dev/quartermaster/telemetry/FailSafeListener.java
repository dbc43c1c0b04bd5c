package dev.quartermaster.telemetry;

import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import dev.quartermaster.telemetry.StatusContributor.State;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Notifies a listener on which nothing depends, such as a meter. A failure of the listener does not reach the notifier;
 * it is recorded here and reported until later notifications succeed. Safe for any thread.
 */
public final class FailSafeListener {

    /** Time without a failure before it counts as recovered, as it may fail only now and then. */
    static final Duration QUIET = Duration.ofSeconds(5);

    /** @param since the time of the first failure */
    private record Failure(Instant since, Instant last, String detail) {}

    private final String name;
    private final String effect;
    private final Clock clock;
    private final AtomicReference<Failure> failure = new AtomicReference<>();
    private volatile Instant workingSince;

    /** @param effect the consequence of a failure, for the status page */
    public FailSafeListener(String name, String effect, Clock clock) {
        this.name = name;
        this.effect = effect;
        this.clock = clock;
        this.workingSince = clock.instant();
    }

    /** Notifies the listener; never fails. */
    public void run(Runnable notification) {
        try {
            notification.run();
            succeeded();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    /** Notifies the listener asynchronously; completes after it has finished or failed. Never fails. */
    public Uni<Void> runAsync(Supplier<Uni<Void>> notification) {
        return Uni.createFrom()
                .<Void>deferred(notification::get)
                .invoke(this::succeeded)
                .onFailure()
                .invoke(this::failed)
                .onFailure()
                .recoverWithNull();
    }

    /** Returns a value from the listener, or {@code fallback} if it fails. */
    public <T> T get(Supplier<T> source, T fallback) {
        try {
            T value = source.get();
            succeeded();
            return value;
        } catch (RuntimeException e) {
            failed(e);
            return fallback;
        }
    }

    public ComponentStatus status() {
        Failure now = failure.get();
        return now == null
                ? ComponentStatus.ok(workingSince)
                : new ComponentStatus(State.DEGRADED, now.since(), name + ": " + now.detail(), effect);
    }

    private void succeeded() {
        Failure now = failure.get();
        if (now != null && clock.instant().isAfter(now.last().plus(QUIET)) && failure.compareAndSet(now, null)) {
            workingSince = clock.instant();
            Log.infof("%s works again", name);
        }
    }

    private void failed(Throwable cause) {
        Instant now = clock.instant();
        String detail = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        Failure before = failure.getAndUpdate(known -> new Failure(known == null ? now : known.since(), now, detail));
        if (before == null) {
            Log.errorf(cause, "%s failed; requests are not affected", name);
        }
    }
}
