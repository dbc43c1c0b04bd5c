package dev.quartermaster.credentials.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.credentials.Credential;
import dev.quartermaster.credentials.CredentialKind;
import dev.quartermaster.credentials.KeyRing;
import dev.quartermaster.credentials.KeyRings;
import dev.quartermaster.credentials.KeyWriteBack;
import dev.quartermaster.credentials.NoCopies;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.storage.audit.Author;
import dev.quartermaster.storage.sealing.MasterKeys;
import dev.quartermaster.telemetry.StatusContributor.State;
import dev.quartermaster.testing.DatabaseInstance;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** The providers' keys of one process. */
final class CredentialsInstance extends DatabaseInstance {

    static final Author ME = new Author("me", "test");
    static final ProviderId OPENAI = ProviderId.OPENAI;

    final KeyRing ring;
    final StoredKeys keys;
    final CredentialRefresh refresh;
    final CredentialEditor edits;
    final CredentialResealer resealer;

    /** @param masterKey as it is set; null for none */
    CredentialsInstance(int port, String masterKey, Map<String, String> environment) {
        this(port, masterKey, environment, new NoCopies());
    }

    CredentialsInstance(int port, String masterKey, Map<String, String> environment, KeyWriteBack copies) {
        super(port);
        ring = KeyRings.of(environment, Clock.systemUTC());
        CredentialVault vault = new CredentialVault(new MasterKeys(Optional.ofNullable(masterKey)), new ObjectMapper());
        keys = new StoredKeys(vault, ring);
        CredentialRepository rows = new CredentialRepository(access, sessions, config, audit, copies);
        CredentialAudit trail = new CredentialAudit(new ObjectMapper());
        refresh = new CredentialRefresh(keys, rows, copies, changes, Clock.systemUTC());
        edits = new CredentialEditor(rows, refresh, vault, trail, copies, Clock.systemUTC());
        resealer = new CredentialResealer(rows, vault, trail);
        refresh.start(null);
    }

    boolean isCurrent() {
        return refresh.status().state() == State.OK;
    }

    boolean isRead() {
        return refresh.status().state() == State.OK || !keys.unreadable().isEmpty();
    }

    void put(int slot, String key) {
        put(slot, key, null);
    }

    void put(int slot, String key, Long expected) {
        edits.put(new Slot(OPENAI, slot), Credential.of(CredentialKind.API_KEY, key), expected, ME)
                .await()
                .atMost(PATIENCE);
    }

    void delete(Integer slot) {
        edits.delete(OPENAI, slot, null, ME).await().atMost(PATIENCE);
    }

    int reseal() {
        return resealer.reseal().await().atMost(PATIENCE);
    }

    /** The key of the next call; empty where there is none. */
    String next() {
        return ring.next(OPENAI).map(key -> key.value()).orElse("");
    }
}
