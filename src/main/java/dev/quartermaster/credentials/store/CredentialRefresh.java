package dev.quartermaster.credentials.store;

import dev.quartermaster.credentials.KeyWriteBack;
import dev.quartermaster.storage.ChangeFeed;
import dev.quartermaster.storage.overrides.OverrideRefresh;
import dev.quartermaster.telemetry.StatusContributor;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import dev.quartermaster.telemetry.StatusContributor.State;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Reads the stored keys at start, when the database becomes reachable, and whenever they change. */
@Singleton
class CredentialRefresh {

    private static final String EFFECT =
            "Providers' keys that are stored are as they were last known here; before the first time, those of the"
                    + " environment serve.";
    private static final String UNREADABLE = "These keys are not used; those of the environment are in their place.";

    private final StoredKeys keys;
    private final CredentialRepository rows;
    private final KeyWriteBack copies;
    private final OverrideRefresh refresh;
    private final Instant start;

    CredentialRefresh(StoredKeys keys, CredentialRepository rows, KeyWriteBack copies, ChangeFeed feed, Clock clock) {
        this.keys = keys;
        this.rows = rows;
        this.copies = copies;
        this.refresh = new OverrideRefresh(feed, CredentialRepository.CHANNEL, EFFECT, clock);
        this.start = clock.instant();
    }

    void start(@Observes StartupEvent event) {
        refresh.follow(this::now);
    }

    /** Reads all keys and applies them. */
    Uni<Void> now() {
        return rows.all().invoke(this::apply).replaceWithVoid();
    }

    private void apply(List<StoredCredential> read) {
        long changes = read.stream().mapToLong(StoredCredential::revision).sum();
        if (refresh.apply(changes, () -> keys.apply(read))) {
            copies.changed();
        }
    }

    @Produces
    @Singleton
    StatusContributor contributor() {
        return StatusContributor.of("provider_keys", this::status);
    }

    ComponentStatus status() {
        ComponentStatus read = refresh.status();
        List<String> unreadable =
                keys.unreadable().stream().map(StoredKeys.Unreadable::toString).toList();
        return read.state() != State.OK || unreadable.isEmpty()
                ? read
                : ComponentStatus.degraded(start, "cannot be read: " + ComponentStatus.listed(unreadable), UNREADABLE);
    }
}
