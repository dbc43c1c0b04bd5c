package dev.quartermaster.auth.keys;

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
import java.util.List;

/**
 * Reads callers' keys at start, when the database becomes reachable, and whenever they change. Of two reads the one that
 * saw more changes wins, whichever ends first.
 */
@Singleton
class KeyRefresh {

    private static final String EFFECT =
            "Callers' keys are as they were last known here: new ones are answered with 503, and revoked ones go on.";

    private final KeyDirectory directory;
    private final KeyRepository keys;
    private final OverrideRefresh refresh;
    private long newest = -1;

    KeyRefresh(KeyDirectory directory, KeyRepository keys, ChangeFeed feed, Clock clock) {
        this.directory = directory;
        this.keys = keys;
        this.refresh = new OverrideRefresh(feed, KeyRepository.CHANNEL, EFFECT, clock);
    }

    void start(@Observes StartupEvent event) {
        refresh.follow(this::now);
    }

    /** Reads all keys and applies them. */
    Uni<Void> now() {
        return keys.all()
                .invoke(this::apply)
                .onFailure()
                .invoke(directory::stale)
                .replaceWithVoid();
    }

    /** Rows stay and revisions only grow, so their sum tells which of two reads is the later one. */
    private synchronized void apply(List<CallerKey> read) {
        long seen = read.stream().mapToLong(CallerKey::revision).sum();
        if (seen >= newest) {
            newest = seen;
            directory.apply(read);
        }
        refresh.succeeded();
    }

    @Produces
    @Singleton
    StatusContributor contributor() {
        return refresh.contributor("caller_keys");
    }

    ComponentStatus status() {
        return refresh.status();
    }
}
