package dev.quartermaster.credentials.store;

import static dev.quartermaster.credentials.store.CredentialsInstance.ME;
import static dev.quartermaster.credentials.store.CredentialsInstance.OPENAI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.credentials.Credential;
import dev.quartermaster.credentials.KeyOrigin;
import dev.quartermaster.credentials.KeyState;
import dev.quartermaster.credentials.NoCopies;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.storage.audit.AuditEntry;
import dev.quartermaster.storage.audit.AuditFilter;
import dev.quartermaster.telemetry.StatusContributor.State;
import dev.quartermaster.testing.LateDatabase;
import dev.quartermaster.testing.Spread;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Several instances with the same keys of providers over one database, which comes and goes. */
class CredentialInstancesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String ONE = master("a");
    private static final String TWO = master("b");
    private static final String KEY = "sk-kanarie-of-the-first-key-0001";
    private static final String OTHER = "sk-kanarie-of-the-second-key-0002";
    private static final Map<String, String> ENVIRONMENT = Map.of("OPENAI_API_KEY", "sk-of-the-environment");

    private final List<CredentialsInstance> instances = new ArrayList<>();
    private LateDatabase database;

    @BeforeEach
    void findAPort() throws IOException {
        database = new LateDatabase("V2__registry_edits.sql", "V26__provider_credentials.sql", "V27__audit_chain.sql");
    }

    @AfterEach
    void stop() throws IOException {
        instances.forEach(CredentialsInstance::close);
        database.close();
    }

    @Test
    void aKeyServesEverywhereFromTheNextCallOnUntilItIsRemoved() throws Exception {
        database.start();
        CredentialsInstance one = current(ONE);
        CredentialsInstance other = current(ONE);
        assertThat(one.next()).isEqualTo("sk-of-the-environment");

        one.put(1, KEY);

        assertThat(one.next()).isEqualTo(KEY);
        until(other, KEY);
        one.put(1, OTHER);
        assertThat(one.next()).isEqualTo(OTHER);
        until(other, OTHER);
        assertThat(other.ring.allStates(OPENAI))
                .extracting(KeyState::origin, KeyState::serving, KeyState::masked)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(KeyOrigin.DATABASE, true, "…0002"),
                        org.assertj.core.groups.Tuple.tuple(KeyOrigin.ENVIRONMENT, false, "…ment"));

        one.delete(null);

        assertThat(one.next()).isEqualTo("sk-of-the-environment");
        until(other, "sk-of-the-environment");
        assertThat(one.keys.revision(OPENAI)).isEqualTo(3);
        List<AuditEntry> trail = one.audit
                .list(new AuditFilter("credential", "openai/1", null, null, null, null, null, null), 10)
                .await()
                .atMost(PATIENCE);
        assertThat(trail).extracting(AuditEntry::action).containsExactly("delete", "update", "create");
        assertThat(trail.toString()).doesNotContain("kanarie").contains("…0001", "…0002");
    }

    /** By notice alone: these instances look by themselves once an hour. */
    @Test
    void aNewKeyServesEverywhereWithinTwoSeconds(TestReporter reporter) throws Exception {
        database.start();
        CredentialsInstance one = current(ONE);
        CredentialsInstance other = current(ONE);

        Duration served = Spread.quickest(round -> {
            one.put(1, KEY + round);
            return Spread.until(() -> other.next().equals(KEY + round));
        });
        Duration removed = Spread.quickest(round -> {
            one.put(1, KEY + round);
            Spread.until(() -> other.next().equals(KEY + round));
            one.delete(1);
            return Spread.until(() -> other.next().equals("sk-of-the-environment"));
        });

        reporter.publishEntry("a new key serves at the other instance after", served.toString());
        reporter.publishEntry("a removed key is gone at the other instance after", removed.toString());
        assertThat(served).isLessThan(Spread.LONGEST);
        assertThat(removed).isLessThan(Spread.LONGEST);
    }

    @Test
    void severalKeysTakeTurns() throws Exception {
        database.start();
        CredentialsInstance one = current(ONE);
        one.put(1, KEY);
        one.put(2, OTHER);

        assertThat(List.of(one.next(), one.next())).containsExactlyInAnyOrder(KEY, OTHER);
        one.ring.rest(one.ring.serving(OPENAI).get(0), Duration.ofMinutes(5), "refused (401)");
        assertThat(List.of(one.next(), one.next())).containsOnly(OTHER);
        // A key in another slot does not wake it; a new one in its own does.
        one.put(3, "sk-the-third");
        assertThat(List.of(one.next(), one.next(), one.next())).doesNotContain(KEY);
        one.put(1, KEY + "-new");
        assertThat(List.of(one.next(), one.next(), one.next())).contains(KEY + "-new");
    }

    @Test
    void rowsHoldNoKeyAndEqualKeysLookDifferent() throws Exception {
        database.start();
        CredentialsInstance one = current(ONE);
        one.put(1, KEY);
        one.put(2, KEY);

        assertThat(database.texts("SELECT encode(sealed, 'escape') || t::text FROM provider_credential t")
                        .toString())
                .doesNotContain("kanarie");
        assertThat(database.texts("SELECT count(DISTINCT nonce) FROM provider_credential"))
                .containsExactly("2");
        assertThat(database.texts("SELECT count(DISTINCT sealed) FROM provider_credential"))
                .containsExactly("2");
    }

    @Test
    void aSealedKeyOpensInItsOwnSlotOnly() throws Exception {
        database.start();
        CredentialsInstance one = current(ONE);
        one.put(1, KEY);
        database.run("INSERT INTO provider_credential SELECT 'anthropic/1', 'anthropic', 1, kind, master_key, nonce,"
                + " sealed, updated_at, updated_by, revision FROM provider_credential");
        database.run("INSERT INTO provider_credential SELECT 'openai/2', 'openai', 2, kind, master_key, nonce,"
                + " sealed, updated_at, updated_by, revision FROM provider_credential WHERE id = 'openai/1'");

        CredentialsInstance late = instance(ONE);
        await().atMost(PATIENCE).until(late::isRead);

        assertThat(late.ring.serving(OPENAI)).hasSize(1);
        assertThat(late.ring.configured(ProviderId.ANTHROPIC)).isFalse();
        assertThat(late.keys.unreadable())
                .extracting(key -> key.slot().id())
                .containsExactlyInAnyOrder("anthropic/1", "openai/2");
    }

    @Test
    void underAWrongMasterKeyTheEnvironmentServesAndTheStatusNamesTheRows() throws Exception {
        database.start();
        current(ONE).put(3, KEY);

        for (String wrong : new String[] {TWO, "7:" + ONE, null}) {
            CredentialsInstance blind = instance(wrong);
            await().atMost(PATIENCE).until(blind::isRead);

            assertThat(blind.next()).isEqualTo("sk-of-the-environment");
            assertThat(blind.refresh.status().state()).isEqualTo(State.DEGRADED);
            assertThat(blind.refresh.status().detail()).contains("openai slot 3");
        }
    }

    @Test
    void anOlderMasterKeyOpensUntilAllIsSealedAnew() throws Exception {
        database.start();
        CredentialsInstance old = current(ONE);
        old.put(1, KEY);
        CredentialsInstance both = current("2:" + TWO + ",1:" + ONE);
        assertThat(both.next()).isEqualTo(KEY);

        assertThat(both.reseal()).isEqualTo(1);
        assertThat(both.reseal()).isZero();

        assertThat(database.texts("SELECT master_key FROM provider_credential")).containsExactly("2");
        assertThat(database.texts("SELECT revision FROM provider_credential")).containsExactly("1");
        assertThat(current("2:" + TWO).next()).isEqualTo(KEY);
        old.refresh.now().await().atMost(PATIENCE);
        assertThat(old.next())
                .as("an instance that has not got the new one yet")
                .isEqualTo(KEY);
        assertThat(old.reseal()).as("and leaves it as it is").isZero();
    }

    @Test
    void whileTheDatabaseIsAwayKnownKeysServeAndStoredOnesJoinWhenItComes() throws Exception {
        CredentialsInstance early = instance(ONE);
        assertThat(early.next()).isEqualTo("sk-of-the-environment");
        assertThat(code(() -> early.put(1, KEY))).isEqualTo(ErrorCode.SETTINGS_UNAVAILABLE);

        database.start();
        await().atMost(PATIENCE).until(early::isCurrent);
        early.put(1, KEY);
        database.close();
        await().atMost(PATIENCE).until(() -> !early.database.isUp());

        assertThat(early.next()).isEqualTo(KEY);
    }

    @Test
    void changesAreOfTheRevisionThatWasRead() throws Exception {
        database.start();
        CredentialsInstance one = current(ONE);
        one.put(1, KEY, 0L);
        one.put(2, OTHER, 1L);

        assertThat(code(() -> one.put(1, OTHER, 1L))).isEqualTo(ErrorCode.PRECONDITION_FAILED);
        assertThat(code(() -> one.edits.delete(OPENAI, 1, 7L, ME).await().atMost(PATIENCE)))
                .isEqualTo(ErrorCode.PRECONDITION_FAILED);
        assertThat(one.keys.revision(OPENAI)).isEqualTo(2);
        assertThat(code(() -> one.delete(9))).isEqualTo(ErrorCode.NOT_FOUND);
        one.delete(1);
        assertThat(List.of(one.next(), one.next())).containsOnly(OTHER);
    }

    @Test
    void withoutAMasterKeyNothingIsStored() throws Exception {
        database.start();
        CredentialsInstance one = current(null);

        assertThat(code(() -> one.put(1, KEY))).isEqualTo(ErrorCode.CONFLICT);
        assertThat(database.texts("SELECT id FROM provider_credential")).isEmpty();
    }

    @Test
    void whereACopyCannotBeMadeNothingIsStored() throws Exception {
        database.start();
        CredentialsInstance one = new CredentialsInstance(database.port(), ONE, ENVIRONMENT, new NoCopies() {
            @Override
            public Uni<Void> put(ProviderId provider, int slot, Credential credential) {
                return Uni.createFrom().failure(new QuartermasterException(ErrorCode.UPSTREAM_ERROR, "no"));
            }
        });
        instances.add(one);
        await().atMost(PATIENCE).until(one::isCurrent);

        assertThat(code(() -> one.put(1, KEY))).isEqualTo(ErrorCode.UPSTREAM_ERROR);
        assertThat(database.texts("SELECT id FROM provider_credential")).isEmpty();
        assertThat(database.texts("SELECT subject_id FROM audit")).isEmpty();
        assertThat(one.next()).isEqualTo("sk-of-the-environment");
    }

    private static void until(CredentialsInstance instance, String key) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> instance.next()
                .equals(key));
    }

    private static ErrorCode code(Runnable work) {
        try {
            work.run();
        } catch (QuartermasterException e) {
            return e.code();
        }
        throw new AssertionError("it did not fail");
    }

    private CredentialsInstance current(String masterKey) {
        CredentialsInstance instance = instance(masterKey);
        await().atMost(PATIENCE).until(instance::isCurrent);
        return instance;
    }

    private CredentialsInstance instance(String masterKey) {
        CredentialsInstance instance = new CredentialsInstance(database.port(), masterKey, ENVIRONMENT);
        instances.add(instance);
        return instance;
    }

    private static String master(String letter) {
        return Base64.getEncoder()
                .encodeToString(letter.repeat(32).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
}
