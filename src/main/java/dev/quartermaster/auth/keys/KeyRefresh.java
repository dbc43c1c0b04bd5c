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

/** Reads callers' keys at start, when the database becomes reachable, and whenever they change. */
@Singleton
class KeyRefresh {

    private static final String EFFECT =
            "Callers' keys are as they were last known here: new ones are answered with 503, and revoked ones go on.";

    private final KeyDirectory directory;
    private final KeyRepository keys;
    private final OverrideRefresh refresh;

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

    private void apply(List<CallerKey> read) {
        refresh.apply(read.stream().mapToLong(CallerKey::revision).sum(), () -> directory.apply(read));
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
