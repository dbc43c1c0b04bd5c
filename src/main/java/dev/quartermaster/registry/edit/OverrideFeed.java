package dev.quartermaster.registry.edit;

import dev.quartermaster.storage.ChangeFeed;
import dev.quartermaster.storage.overrides.OverrideRefresh;
import dev.quartermaster.telemetry.StatusContributor;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Applies the registry's overrides in the database: at start, when the database becomes reachable, and whenever another
 * instance changes them.
 */
@Singleton
class OverrideFeed {

    private static final String EFFECT =
            "The registry is served without changes that were made through the API and are not known here.";

    private final EditTarget place;
    private final EditQueue queue;
    private final DatabaseEdits edits;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final OverrideRefresh refresh;

    OverrideFeed(EditTarget place, EditQueue queue, DatabaseEdits edits, ChangeFeed feed, Clock clock) {
        this.place = place;
        this.queue = queue;
        this.edits = edits;
        this.refresh = new OverrideRefresh(feed, RegistryOverrideRepository.CHANNEL, EFFECT, clock);
        if (!place.isDatabase()) {
            refresh.succeeded();
        }
    }

    void start(@Observes StartupEvent event) {
        if (place.isDatabase()) {
            refresh.follow(this::read);
        }
    }

    /** Many notices at once are answered by one look, as long as it begins after the last of them. */
    private Uni<Void> read() {
        if (!asked.compareAndSet(false, true)) {
            return Uni.createFrom().nothing();
        }
        return queue.run(() -> {
                    asked.set(false);
                    return edits.refresh();
                })
                .replaceWithVoid();
    }

    @Produces
    @Singleton
    StatusContributor contributor() {
        return refresh.contributor("registry_edits");
    }

    ComponentStatus status() {
        return refresh.status();
    }
}
