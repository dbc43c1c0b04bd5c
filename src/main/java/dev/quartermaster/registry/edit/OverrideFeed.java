package dev.quartermaster.registry.edit;

import dev.quartermaster.storage.ChangeFeed;
import dev.quartermaster.telemetry.Dependency;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets the changes that are kept in the database hold here: those there are when the service starts, or when the
 * database comes, and later those that other instances make.
 */
@Singleton
class OverrideFeed implements Dependency {

    private final EditPlace place;
    private final EditQueue queue;
    private final DatabaseEdits edits;
    private final ChangeFeed feed;
    private final Clock clock;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile Condition condition;

    OverrideFeed(EditPlace place, EditQueue queue, DatabaseEdits edits, ChangeFeed feed, Clock clock) {
        this.place = place;
        this.queue = queue;
        this.edits = edits;
        this.feed = feed;
        this.clock = clock;
        this.condition = place.isDatabase()
                ? impaired(State.UNKNOWN, clock.instant(), "not read yet")
                : Condition.ok(clock.instant());
    }

    void start(@Observes StartupEvent event) {
        if (place.isDatabase()) {
            feed.listen(OverrideLedger.CHANNEL, this::changed);
        }
    }

    /** Many notices at once are answered by one look, as long as it begins after the last of them. */
    private void changed() {
        if (asked.compareAndSet(false, true)) {
            queue.run(() -> {
                        asked.set(false);
                        return edits.refresh();
                    })
                    .subscribe()
                    .with(read -> current(), this::failed);
        }
    }

    private void current() {
        if (condition.state() != State.OK) {
            condition = Condition.ok(clock.instant());
        }
    }

    private void failed(Throwable e) {
        Instant since = condition.since();
        if (condition.state() != State.DEGRADED) {
            Log.warnf("Changes of the registry that the database keeps could not be read: %s", e.getMessage());
            since = clock.instant();
        }
        condition = impaired(State.DEGRADED, since, String.valueOf(e.getMessage()));
        feed.tellAgain(OverrideLedger.CHANNEL);
    }

    private static Condition impaired(State state, Instant since, String detail) {
        return new Condition(
                state,
                since,
                detail,
                "The registry is served without changes that were made through the API and are not known here.");
    }

    @Override
    public String name() {
        return "registry_edits";
    }

    @Override
    public Condition condition() {
        return condition;
    }
}
