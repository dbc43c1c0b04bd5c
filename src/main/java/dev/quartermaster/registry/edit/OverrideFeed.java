package dev.quartermaster.registry.edit;

import dev.quartermaster.storage.ChangeFeed;
import dev.quartermaster.telemetry.RefreshStatus;
import dev.quartermaster.telemetry.StatusContributor;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets the changes that are kept in the database hold here: those there are when the service starts, or when the
 * database comes, and later those that other instances make.
 */
@Singleton
class OverrideFeed implements StatusContributor {

    private static final String EFFECT =
            "The registry is served without changes that were made through the API and are not known here.";

    private final EditTarget place;
    private final EditQueue queue;
    private final DatabaseEdits edits;
    private final ChangeFeed feed;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final RefreshStatus reading;

    OverrideFeed(EditTarget place, EditQueue queue, DatabaseEdits edits, ChangeFeed feed, Clock clock) {
        this.place = place;
        this.queue = queue;
        this.edits = edits;
        this.feed = feed;
        this.reading = new RefreshStatus(EFFECT, clock);
        if (!place.isDatabase()) {
            reading.succeeded();
        }
    }

    void start(@Observes StartupEvent event) {
        if (place.isDatabase()) {
            feed.listen(OverrideRepository.CHANNEL, this::changed);
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
                    .with(read -> reading.succeeded(), this::failed);
        }
    }

    private void failed(Throwable e) {
        if (reading.failed(e)) {
            Log.warnf("Changes of the registry that the database keeps could not be read: %s", e.getMessage());
        }
        feed.tellAgain(OverrideRepository.CHANNEL);
    }

    @Override
    public String name() {
        return "registry_edits";
    }

    @Override
    public ComponentStatus status() {
        return reading.now();
    }
}
