package dev.quartermaster.telemetry;

import dev.quartermaster.telemetry.Dependency.Condition;
import dev.quartermaster.telemetry.Dependency.State;
import java.time.Clock;
import java.time.Instant;

/** How it goes with what is read again and again, and held in memory in between. Safe for any thread. */
public final class ReadCondition {

    private final String effect;
    private final Clock clock;
    private volatile Condition condition;

    /** @param effect what callers notice as long as it could not be read */
    public ReadCondition(String effect, Clock clock) {
        this.effect = effect;
        this.clock = clock;
        this.condition = new Condition(State.UNKNOWN, clock.instant(), "not read yet", effect);
    }

    public synchronized void succeeded() {
        if (condition.state() != State.OK) {
            condition = Condition.ok(clock.instant());
        }
    }

    /** @return whether that is news: it was well before, or had not been tried */
    public synchronized boolean failed(Throwable cause) {
        boolean news = condition.state() != State.DEGRADED;
        Instant since = news ? clock.instant() : condition.since();
        condition = new Condition(State.DEGRADED, since, String.valueOf(cause.getMessage()), effect);
        return news;
    }

    public Condition now() {
        return condition;
    }
}
