package dev.quartermaster.auth.keys;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.auth.keys.KeyVerifier.Outcome;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.storage.audit.Author;
import dev.quartermaster.telemetry.StatusContributor.State;
import dev.quartermaster.testing.DatabaseInstance;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** The callers' keys of one process. */
final class KeysInstance extends DatabaseInstance {

    static final String PEPPER = "a-pepper-for-tests-that-is-long-enough";
    static final Author ME = new Author("me", "test");

    final KeyDirectory directory = new KeyDirectory(database);
    final KeyUses uses;
    final KeyEditor edits;
    final KeyRefresh refresh;
    final KeyVerifier verifier;

    KeysInstance(int port, Clock clock, String pepper) {
        super(port);
        Peppers peppers = new Peppers(Optional.of(pepper), Optional.empty());
        KeyRepository rows = new KeyRepository(access, sessions, config, audit, new ObjectMapper());
        refresh = new KeyRefresh(directory, rows, changes, Clock.systemUTC());
        uses = new KeyUses(rows);
        edits = new KeyEditor(rows, refresh, peppers, new ObjectMapper(), clock);
        verifier = new KeyVerifier(directory, peppers, uses, clock);
        refresh.start(null);
    }

    boolean isCurrent() {
        return refresh.status().state() == State.OK;
    }

    KeyEditor.Issued create(KeySettings settings) {
        return edits.create(settings, ME).await().atMost(PATIENCE);
    }

    Outcome outcome(String key) {
        return verifier.verify(key).outcome();
    }

    static KeySettings agent(Instant expiresAt) {
        return new KeySettings("billing", null, Caller.Role.AGENT, null, null, null, null, null, expiresAt);
    }
}
