package dev.quartermaster.storage.overrides;

import dev.quartermaster.storage.ChangeFeed;
import dev.quartermaster.telemetry.StatusContributor;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import dev.quartermaster.telemetry.StatusContributor.State;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Reads settings that the database keeps into memory: when the service starts or the database comes, and whenever an
 * instance has changed them. Tells how that goes. Safe for any thread.
 */
public final class OverrideRefresh {

    private final ChangeFeed feed;
    private final String channel;
    private final String effect;
    private final Clock clock;
    private volatile ComponentStatus status;
    private long newest = -1;

    /**
     * @param channel on which changes are told
     * @param effect what callers notice as long as it could not be read
     */
    public OverrideRefresh(ChangeFeed feed, String channel, String effect, Clock clock) {
        this.feed = feed;
        this.channel = channel;
        this.effect = effect;
        this.clock = clock;
        this.status = new ComponentStatus(State.UNKNOWN, clock.instant(), "not read yet", effect);
    }

    /** Begins to listen. */
    public void follow(Supplier<Uni<Void>> read) {
        feed.onChange(channel, () -> read.get().subscribe().with(done -> succeeded(), this::failed));
        feed.onThaw(() -> read.get().invoke(this::succeeded).onFailure().invoke(this::failed));
    }

    /**
     * Applies what was read, unless what is applied saw more changes: of two reads that one wins, whichever ends first.
     *
     * @param changes how many the read saw; the sum of revisions will do where rows stay and their revisions only grow
     * @return whether it brought something new, and was not the first
     */
    public synchronized boolean apply(long changes, Runnable apply) {
        boolean isNews = newest >= 0 && changes > newest;
        if (changes >= newest) {
            newest = changes;
            apply.run();
        }
        succeeded();
        return isNews;
    }

    /** It was read, or there is nothing to read. */
    public synchronized void succeeded() {
        if (status.state() != State.OK) {
            status = ComponentStatus.ok(clock.instant());
        }
    }

    private void failed(Throwable cause) {
        if (degraded(cause)) {
            Log.warnf(
                    "The settings of channel %s could not be read from the database: %s. %s",
                    channel, cause.getMessage(), effect);
        }
        feed.notifyAgain(channel);
    }

    /** Returns whether that is news: it was well before, or had not been tried. */
    synchronized boolean degraded(Throwable cause) {
        boolean news = status.state() != State.DEGRADED;
        Instant since = news ? clock.instant() : status.since();
        status = ComponentStatus.degraded(since, String.valueOf(cause.getMessage()), effect);
        return news;
    }

    public ComponentStatus status() {
        return status;
    }

    public StatusContributor contributor(String name) {
        return StatusContributor.of(name, this::status);
    }
}
