package dev.quartermaster.auth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.auth.keys.KnownKeys;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.testing.MutableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private static final String ADMIN_KEY = "the-admin-key";
    private static final Duration AGE = Duration.ofHours(8);

    private final MutableClock clock = new MutableClock("2026-11-30T10:00:00Z");
    private final KnownKeys keys = new KnownKeys(clock);
    private final Sessions sessions = instance("a secret", ADMIN_KEY);

    private Sessions instance(String secret, String adminKey) {
        Seal seal = new Seal(List.of(bytes(secret)), Optional.of(adminKey));
        return new Sessions(seal, keys.verifier(), Optional.of(adminKey), AGE, clock);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aSessionIsKnownUntilItsAge() {
        String session = sessions.open(Caller.ADMIN, ADMIN_KEY);

        assertThat(sessions.caller(session)).contains(Caller.ADMIN);
        clock.advance(AGE.minusSeconds(1));
        assertThat(sessions.caller(session)).contains(Caller.ADMIN);
        clock.advance(Duration.ofSeconds(1));
        assertThat(sessions.caller(session)).isEmpty();
    }

    @Test
    void anotherInstanceKnowsIt() {
        String session = sessions.open(keys.caller(), keys.key());

        assertThat(instance("a secret", ADMIN_KEY).caller(session)).contains(keys.caller());
        assertThat(instance("another secret", ADMIN_KEY).caller(session)).isEmpty();
    }

    @Test
    void theKeysOfBeforeStillCountAfterTheSecretChanged() {
        String session = sessions.open(Caller.ADMIN, ADMIN_KEY);
        Seal rotated = new Seal(List.of(bytes("the next secret"), bytes("a secret")), Optional.of(ADMIN_KEY));

        assertThat(new Sessions(rotated, keys.verifier(), Optional.of(ADMIN_KEY), AGE, clock).caller(session))
                .contains(Caller.ADMIN);
    }

    @Test
    void aSessionEndsWithItsKey() {
        String session = sessions.open(keys.caller(), keys.key());
        assertThat(sessions.caller(session)).contains(keys.caller());

        keys.is(clock.instant(), null);
        assertThat(sessions.caller(session)).isEmpty();

        keys.is(null, clock.instant().plusSeconds(60));
        assertThat(sessions.caller(session)).contains(keys.caller());
        clock.advance(Duration.ofSeconds(60));
        assertThat(sessions.caller(session)).isEmpty();
    }

    @Test
    void aSessionOfTheAdminEndsWithTheAdminKey() {
        String session = sessions.open(Caller.ADMIN, ADMIN_KEY);

        assertThat(instance("a secret", "another-admin-key").caller(session)).isEmpty();
    }

    @Test
    void withoutAPepperTheAdminKeySigns() {
        Seal seal = new Seal(List.of(), Optional.of(ADMIN_KEY));
        String signature = seal.sign("text");

        assertThat(new Seal(List.of(), Optional.of(ADMIN_KEY)).isSigned("text", signature))
                .isTrue();
        assertThat(new Seal(List.of(), Optional.of("other")).isSigned("text", signature))
                .isFalse();
        assertThat(new Seal(List.of(), Optional.empty()).isSigned("text", signature))
                .isFalse();
    }

    @Test
    void nothingOfASessionCanBeChanged() {
        String session = sessions.open(keys.caller(), keys.key());
        String[] parts = session.split("\\.");
        String later = Long.toString(Instant.parse("2036-01-01T00:00:00Z").getEpochSecond());

        for (int i = 0; i < parts.length; i++) {
            String[] forged = parts.clone();
            forged[i] = i == 1 ? "admin" : i == 3 ? later : forged[i] + "A";
            assertThat(sessions.caller(String.join(".", forged)))
                    .as("part %d", i)
                    .isEmpty();
        }
        assertThat(sessions.caller(null)).isEmpty();
        assertThat(sessions.caller("")).isEmpty();
        assertThat(sessions.caller("1....")).isEmpty();
        assertThat(session).doesNotContain(keys.key().substring(16));
    }

    @Test
    void aFormIsOfOneBrowserAndOneCaller() {
        FormTokens tokens = new FormTokens(new Seal(List.of(bytes("a secret")), Optional.empty()));
        String token = tokens.token("browser", "admin");

        assertThat(tokens.isOurs(token, "browser", "admin")).isTrue();
        assertThat(tokens.isOurs(token, "browser", null)).isFalse();
        assertThat(tokens.isOurs(token, "browser", "other")).isFalse();
        assertThat(tokens.isOurs(token, "another", "admin")).isFalse();
        assertThat(tokens.isOurs(token, null, "admin")).isFalse();
        assertThat(tokens.isOurs(null, "browser", "admin")).isFalse();
        assertThat(tokens.isOurs("?", "browser", "admin")).isFalse();
    }
}
