package dev.quartermaster.telemetry;

import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import dev.quartermaster.telemetry.StatusContributor.State;
import java.time.Clock;
import java.time.Instant;

/** Status of data that is refreshed periodically and kept in memory. Safe for any thread. */
public final class RefreshStatus {

    private final String effect;
    private final Clock clock;
    private volatile ComponentStatus componentStatus;

    /** @param effect what callers notice as long as it could not be read */
    public RefreshStatus(String effect, Clock clock) {
        this.effect = effect;
        this.clock = clock;
        this.componentStatus = new ComponentStatus(State.UNKNOWN, clock.instant(), "not read yet", effect);
    }

    public synchronized void succeeded() {
        if (componentStatus.state() != State.OK) {
            componentStatus = ComponentStatus.ok(clock.instant());
        }
    }

    /** @return whether that is news: it was well before, or had not been tried */
    public synchronized boolean failed(Throwable cause) {
        boolean news = componentStatus.state() != State.DEGRADED;
        Instant since = news ? clock.instant() : componentStatus.since();
        componentStatus = new ComponentStatus(State.DEGRADED, since, String.valueOf(cause.getMessage()), effect);
        return news;
    }

    public ComponentStatus now() {
        return componentStatus;
    }
}
