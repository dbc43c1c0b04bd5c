package dev.quartermaster.credentials.store;

import dev.quartermaster.credentials.Credential;
import dev.quartermaster.credentials.FoundKey;
import dev.quartermaster.credentials.KeyOrigin;
import dev.quartermaster.credentials.KeyRing;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.storage.sealing.Sealed;
import dev.quartermaster.storage.sealing.Sealer.CannotOpen;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The stored keys as this instance last read them. They stay while the database is away. */
@Singleton
public class StoredKeys {

    private final CredentialVault vault;
    private final KeyRing ring;
    private volatile Snapshot snapshot = new Snapshot(Map.of(), Map.of(), List.of());

    StoredKeys(CredentialVault vault, KeyRing ring) {
        this.vault = vault;
        this.ring = ring;
    }

    /**
     * A stored key that cannot be opened.
     *
     * @param since when it was stored
     * @param why in words that may be shown
     */
    public record Unreadable(Slot slot, String keyId, Instant since, String why) {

        @Override
        public String toString() {
            return slot.provider() + " slot " + slot.number() + ": " + why;
        }
    }

    private record Opened(Credential credential, long revision) {}

    private record Snapshot(Map<Slot, Opened> opened, Map<ProviderId, Long> revisions, List<Unreadable> unreadable) {}

    /** Puts these in the place of all. */
    synchronized void apply(List<StoredCredential> rows) {
        Snapshot before = snapshot;
        Map<Slot, Opened> opened = new HashMap<>();
        Map<ProviderId, List<FoundKey>> keys = new HashMap<>();
        List<Unreadable> unreadable = new ArrayList<>();
        for (StoredCredential row : rows) {
            Sealed sealed = row.sealed();
            if (sealed == null) {
                continue;
            }
            try {
                Credential credential = open(row, sealed, before.opened().get(row.slot()));
                opened.put(row.slot(), new Opened(credential, row.revision()));
                keys.computeIfAbsent(row.slot().provider(), none -> new ArrayList<>())
                        .add(found(row, credential));
            } catch (CannotOpen closed) {
                unreadable.add(
                        new Unreadable(row.slot(), row.keyId(), row.updatedAt(), String.valueOf(closed.getMessage())));
            }
        }
        snapshot = new Snapshot(opened, revisions(rows), List.copyOf(unreadable));
        ring.ofDatabase(provider -> keys.getOrDefault(provider, List.of()));
        warn(before.unreadable(), unreadable);
    }

    /** A key that is known goes on, also after another instance has sealed it under a master key that is not here yet. */
    private Credential open(StoredCredential row, Sealed sealed, @Nullable Opened known) throws CannotOpen {
        return known != null && known.revision() == row.revision()
                ? known.credential()
                : vault.open(row.slot(), sealed);
    }

    private static FoundKey found(StoredCredential row, Credential credential) {
        return new FoundKey(
                credential.key(row.slot().provider(), row.keyId()),
                KeyOrigin.DATABASE,
                "database",
                row.updatedAt(),
                row.slot().number());
    }

    private static Map<ProviderId, Long> revisions(List<StoredCredential> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.slot().provider(), Collectors.summingLong(StoredCredential::revision)));
    }

    private static void warn(List<Unreadable> before, List<Unreadable> now) {
        if (!now.isEmpty() && !now.equals(before)) {
            Log.warnf(
                    "Stored keys of providers cannot be read, and keys of the environment serve in their place: %s."
                            + " Set QUARTERMASTER_MASTER_KEY to the key that sealed them, or set these keys anew.",
                    now);
        }
    }

    /** Returns the stored keys that cannot be opened, by slot. */
    public List<Unreadable> unreadable() {
        return snapshot.unreadable();
    }

    /** Returns the revision of the provider's stored keys; 0 before the first one. */
    public long revision(ProviderId provider) {
        return snapshot.revisions().getOrDefault(provider, 0L);
    }

    /** Returns whether keys can be stored: a master key is set. */
    public boolean canStore() {
        return vault.newest() != null;
    }
}
