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
 * it is recorded here and reported until a later notification succeeds. Safe for any thread.
 */
public final class FailSafeListener {

    /** One that fails at every second thing it is told is not well in between. */
    static final Duration QUIET = Duration.ofSeconds(5);

    /** @param since when it began to fail */
    private record Trouble(Instant since, Instant last, String detail) {}

    private final String name;
    private final String effect;
    private final Clock clock;
    private final AtomicReference<Trouble> trouble = new AtomicReference<>();
    private volatile Instant wellSince;

    /** @param effect what is missed while it fails */
    public FailSafeListener(String name, String effect, Clock clock) {
        this.name = name;
        this.effect = effect;
        this.clock = clock;
        this.wellSince = clock.instant();
    }

    /** Notifies the listener; never fails. */
    public void tell(Runnable told) {
        try {
            told.run();
            well();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    /** Notifies the listener asynchronously; completes after it has finished or failed. Never fails. */
    public Uni<Void> tellAll(Supplier<Uni<Void>> told) {
        return Uni.createFrom()
                .<Void>deferred(told::get)
                .invoke(this::well)
                .onFailure()
                .invoke(this::failed)
                .onFailure()
                .recoverWithNull();
    }

    /** Asks it; where it fails the answer is {@code otherwise}. */
    public <T> T ask(Supplier<T> question, T otherwise) {
        try {
            T answer = question.get();
            well();
            return answer;
        } catch (RuntimeException e) {
            failed(e);
            return otherwise;
        }
    }

    public ComponentStatus condition() {
        Trouble now = trouble.get();
        return now == null
                ? ComponentStatus.ok(wellSince)
                : new ComponentStatus(State.DEGRADED, now.since(), name + ": " + now.detail(), effect);
    }

    private void well() {
        Trouble now = trouble.get();
        if (now != null && clock.instant().isAfter(now.last().plus(QUIET)) && trouble.compareAndSet(now, null)) {
            wellSince = clock.instant();
            Log.infof("%s: well again", name);
        }
    }

    private void failed(Throwable failure) {
        Instant now = clock.instant();
        String detail = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        Trouble before = trouble.getAndUpdate(known -> new Trouble(known == null ? now : known.since(), now, detail));
        if (before == null) {
            Log.errorf(failure, "%s failed; nothing else does because of it", name);
        }
    }
}
