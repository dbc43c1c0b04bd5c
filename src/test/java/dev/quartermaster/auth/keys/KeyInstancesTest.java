package dev.quartermaster.auth.keys;

import static dev.quartermaster.auth.keys.KeysInstance.ME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.auth.keys.KeyVerifier.Outcome;
import dev.quartermaster.auth.keys.KeyVerifier.Verdict;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.storage.audit.AuditEntry;
import dev.quartermaster.storage.audit.AuditFilter;
import dev.quartermaster.testing.LateDatabase;
import dev.quartermaster.testing.MutableClock;
import dev.quartermaster.testing.Spread;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Several instances with the same keys over one database, which comes and goes. */
class KeyInstancesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final MutableClock clock = new MutableClock(NOON);
    private final List<KeysInstance> instances = new ArrayList<>();
    private LateDatabase database;

    @BeforeEach
    void findAPort() throws IOException {
        database = new LateDatabase("V2__registry_edits.sql", "V22__caller_keys.sql", "V27__audit_chain.sql");
    }

    @AfterEach
    void stop() throws IOException {
        instances.forEach(KeysInstance::close);
        database.close();
    }

    @Test
    void aKeyIsKnownEverywhereUntilItIsRevoked() throws Exception {
        database.start();
        KeysInstance one = instance();
        KeysInstance other = instance();
        await().atMost(PATIENCE).until(() -> one.isCurrent() && other.isCurrent());

        KeyEditor.Issued issued = one.create(new KeySettings(
                "billing",
                "of team A",
                Caller.Role.AGENT,
                List.of("openai/gpt-4o"),
                List.of("sql"),
                60L,
                1000L,
                "team-a",
                null));
        String key = issued.secret();

        assertThat(one.outcome(key)).isEqualTo(Outcome.VALID);
        await().atMost(PATIENCE).until(() -> other.outcome(key) == Outcome.VALID);
        Caller caller = other.verifier.verify(key).caller();
        assertThat(caller.id()).isEqualTo(issued.key().id());
        assertThat(caller.role()).isEqualTo(Caller.Role.AGENT);
        assertThat(caller.grant().models()).isEqualTo(Set.of(new ModelKey(ProviderId.OPENAI, "gpt-4o")));
        assertThat(caller.grant().agentTypes()).isEqualTo(Set.of("sql"));
        assertThat(caller.grant().tenant()).isEqualTo("team-a");

        revoke(one, other, issued);
        assertThat(one.outcome(key)).isEqualTo(Outcome.REVOKED);

        List<AuditEntry> trail = one.audit
                .list(new AuditFilter("key", issued.key().id(), null, null, null, null, null, null), 10)
                .await()
                .atMost(PATIENCE);
        assertThat(trail).extracting(AuditEntry::action).containsExactly("delete", "create");
        assertThat(trail.toString()).doesNotContain(key.substring(16)).contains("of team A");
    }

    /** Returns how long the other one went on to take it. */
    private static Duration revoke(KeysInstance one, KeysInstance other, KeyEditor.Issued issued) {
        one.edits.revoke(issued.key().id(), 1L, ME).await().atMost(PATIENCE);
        return Spread.until(() -> other.outcome(issued.secret()) == Outcome.REVOKED);
    }

    /** By notice alone: these instances look by themselves once an hour. */
    @Test
    void aRevokedKeyIsRefusedEverywhereWithinTwoSeconds(TestReporter reporter) throws Exception {
        database.start();
        KeysInstance one = instance();
        KeysInstance other = instance();
        await().atMost(PATIENCE).until(() -> one.isCurrent() && other.isCurrent());

        Duration revoked = Spread.quickest(round -> {
            KeyEditor.Issued issued = one.create(KeysInstance.agent(null));
            await().atMost(PATIENCE).until(() -> other.outcome(issued.secret()) == Outcome.VALID);
            return revoke(one, other, issued);
        });

        reporter.publishEntry("a revoked key is refused at the other instance after", revoked.toString());
        assertThat(revoked).isLessThan(Spread.LONGEST);
    }

    @Test
    void bothSecretsAreValidUntilTheOverlapEnds() throws Exception {
        database.start();
        KeysInstance one = instance();
        await().atMost(PATIENCE).until(one::isCurrent);
        KeyEditor.Issued before = one.create(KeysInstance.agent(null));

        KeyEditor.Issued after = one.edits
                .rotate(before.key().id(), null, Duration.ofMinutes(10), ME)
                .await()
                .atMost(PATIENCE);

        assertThat(after.key().id()).isEqualTo(before.key().id());
        assertThat(one.outcome(before.secret())).isEqualTo(Outcome.VALID);
        assertThat(one.outcome(after.secret())).isEqualTo(Outcome.VALID);
        clock.advance(Duration.ofMinutes(10));
        assertThat(one.outcome(before.secret())).isEqualTo(Outcome.EXPIRED);
        assertThat(one.outcome(after.secret())).isEqualTo(Outcome.VALID);
    }

    @Test
    void aKeyEndsAtItsTimeAndWrongSecretsAreUnknown() throws Exception {
        database.start();
        KeysInstance one = instance();
        await().atMost(PATIENCE).until(one::isCurrent);
        KeyEditor.Issued issued = one.create(KeysInstance.agent(NOON.plusSeconds(60)));
        String forged = KeyText.random(issued.key().id(), new SecureRandom()).whole();

        assertThat(one.outcome(issued.secret())).isEqualTo(Outcome.VALID);
        assertThat(one.outcome(forged)).isEqualTo(Outcome.UNKNOWN);
        assertThat(one.verifier.verify(forged).caller()).isNull();
        clock.advance(Duration.ofSeconds(60));
        assertThat(one.outcome(issued.secret())).isEqualTo(Outcome.EXPIRED);
        assertThat(one.outcome(forged)).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void withoutADatabaseKnownKeysGoOnAndOthersAreUndecided() throws Exception {
        KeysInstance alone = instance();
        String stranger = KeyText.random(new SecureRandom()).whole();
        assertThat(alone.outcome(stranger)).isEqualTo(Outcome.UNDECIDED);
        assertThat(alone.outcome(stranger.substring(1))).isEqualTo(Outcome.UNKNOWN);
        assertThatThrownBy(() -> alone.create(KeysInstance.agent(null)))
                .isInstanceOfSatisfying(QuartermasterException.class, e -> assertThat(e.code())
                        .isEqualTo(ErrorCode.SETTINGS_UNAVAILABLE));

        database.start();
        await().atMost(PATIENCE).until(alone::isCurrent);
        assertThat(alone.outcome(stranger)).isEqualTo(Outcome.UNKNOWN);
        KeyEditor.Issued issued = alone.create(KeysInstance.agent(null));
        database.close();
        await().atMost(PATIENCE).until(() -> !alone.database.isUp());

        assertThat(alone.outcome(issued.secret())).isEqualTo(Outcome.VALID);
        assertThat(alone.outcome(stranger)).isEqualTo(Outcome.UNDECIDED);
    }

    @Test
    void aKeyUnderAnotherPepperIsUndecidedUntilThatIsThere() throws Exception {
        database.start();
        KeysInstance one = instance();
        await().atMost(PATIENCE).until(one::isCurrent);
        KeyEditor.Issued issued = one.create(KeysInstance.agent(null));

        KeysInstance renewed = instance("2:another-pepper-of-at-least-32-characters,1:" + KeysInstance.PEPPER);
        KeysInstance without = instance("2:another-pepper-of-at-least-32-characters");
        await().atMost(PATIENCE).until(() -> renewed.isCurrent() && without.isCurrent());

        assertThat(renewed.outcome(issued.secret())).isEqualTo(Outcome.VALID);
        assertThat(without.outcome(issued.secret())).isEqualTo(Outcome.UNDECIDED);
        KeyEditor.Issued fresh = renewed.create(KeysInstance.agent(null));
        assertThat(without.refresh
                        .now()
                        .map(done -> without.outcome(fresh.secret()))
                        .await()
                        .atMost(PATIENCE))
                .isEqualTo(Outcome.VALID);
    }

    @Test
    void changesAreOfTheRevisionThatWasRead() throws Exception {
        database.start();
        KeysInstance one = instance();
        await().atMost(PATIENCE).until(one::isCurrent);
        String id = one.create(KeysInstance.agent(null)).key().id();

        CallerKey changed = one.edits
                .change(id, 1L, before -> KeysInstance.agent(NOON.plusSeconds(5)), ME)
                .await()
                .atMost(PATIENCE);

        assertThat(changed.revision()).isEqualTo(2);
        assertThat(one.directory.find(id).orElseThrow().settings().expiresAt()).isEqualTo(NOON.plusSeconds(5));
        assertThat(code(() -> one.edits.revoke(id, 1L, ME).await().atMost(PATIENCE)))
                .isEqualTo(ErrorCode.PRECONDITION_FAILED);
        assertThat(code(() -> one.edits.revoke("nobody", null, ME).await().atMost(PATIENCE)))
                .isEqualTo(ErrorCode.NOT_FOUND);
        one.edits.revoke(id, null, ME).await().atMost(PATIENCE);
        assertThat(code(() ->
                        one.edits.rotate(id, null, Duration.ZERO, ME).await().atMost(PATIENCE)))
                .isEqualTo(ErrorCode.CONFLICT);
    }

    @Test
    void theLastUseIsWrittenDownAndDoesNotGoBack() throws Exception {
        database.start();
        KeysInstance one = instance();
        await().atMost(PATIENCE).until(one::isCurrent);
        KeyEditor.Issued issued = one.create(KeysInstance.agent(null));
        String id = issued.key().id();
        assertThat(one.directory.find(id).orElseThrow().lastUsedAt()).isNull();

        Verdict verdict = one.verifier.verify(issued.secret());
        one.uses.write().chain(() -> one.refresh.now()).await().atMost(PATIENCE);

        assertThat(verdict.outcome()).isEqualTo(Outcome.VALID);
        assertThat(one.directory.find(id).orElseThrow().lastUsedAt()).isEqualTo(NOON);
        KeysInstance late = instance();
        await().atMost(PATIENCE).until(late::isCurrent);
        clock.advance(Duration.ofSeconds(-60));
        late.verifier.verify(issued.secret());
        late.uses.write().chain(() -> late.refresh.now()).await().atMost(PATIENCE);
        assertThat(late.directory.find(id).orElseThrow().lastUsedAt()).isEqualTo(NOON);
    }

    private static ErrorCode code(Runnable work) {
        try {
            work.run();
        } catch (QuartermasterException e) {
            return e.code();
        }
        throw new AssertionError("it did not fail");
    }

    private KeysInstance instance() {
        return instance(KeysInstance.PEPPER);
    }

    private KeysInstance instance(String pepper) {
        KeysInstance instance = new KeysInstance(database.port(), clock, pepper);
        instances.add(instance);
        return instance;
    }
}
