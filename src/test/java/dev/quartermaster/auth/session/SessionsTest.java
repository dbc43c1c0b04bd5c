package dev.quartermaster.auth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.auth.KnownProvider;
import dev.quartermaster.auth.OpenIdProvider;
import dev.quartermaster.auth.keys.KnownKeys;
import dev.quartermaster.auth.session.Sessions.Opened;
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
    private OpenIdProvider provider = KnownProvider.at("https://sso.example", true);
    private final Sessions sessions = instance("a secret", ADMIN_KEY);

    private Sessions instance(String secret, String adminKey) {
        Seal seal = new Seal(List.of(bytes(secret)), Optional.of(adminKey));
        return new Sessions(seal, keys.verifier(), provider, Optional.of(adminKey), AGE, clock);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aSessionIsKnownUntilItsAge() {
        String session = sessions.open(Caller.ADMIN, ADMIN_KEY).text();

        assertThat(sessions.caller(session)).contains(Caller.ADMIN);
        clock.advance(AGE.minusSeconds(1));
        assertThat(sessions.caller(session)).contains(Caller.ADMIN);
        clock.advance(Duration.ofSeconds(1));
        assertThat(sessions.caller(session)).isEmpty();
    }

    @Test
    void anotherInstanceKnowsIt() {
        String session = sessions.open(keys.caller(), keys.key()).text();

        assertThat(instance("a secret", ADMIN_KEY).caller(session)).contains(keys.caller());
        assertThat(instance("another secret", ADMIN_KEY).caller(session)).isEmpty();
    }

    @Test
    void theKeysOfBeforeStillCountAfterTheSecretChanged() {
        String session = sessions.open(Caller.ADMIN, ADMIN_KEY).text();
        Seal rotated = new Seal(List.of(bytes("the next secret"), bytes("a secret")), Optional.of(ADMIN_KEY));

        assertThat(new Sessions(rotated, keys.verifier(), provider, Optional.of(ADMIN_KEY), AGE, clock).caller(session))
                .contains(Caller.ADMIN);
    }

    @Test
    void aSessionEndsWithItsKey() {
        String session = sessions.open(keys.caller(), keys.key()).text();
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
        String session = sessions.open(Caller.ADMIN, ADMIN_KEY).text();

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
    void whomTheProviderVouchesForIsKnownUntilItsWordEnds() {
        Caller person = new Caller("oidc:a.b c/ü@example.com", Caller.Role.OPERATOR);
        Opened session = sessions.open(person, clock.instant().plusSeconds(300));

        assertThat(session.age()).isEqualTo(Duration.ofSeconds(300));
        assertThat(session.text()).matches("[A-Za-z0-9_.-]+");
        clock.advance(Duration.ofSeconds(299));
        assertThat(sessions.caller(session.text())).contains(person);
        clock.advance(Duration.ofSeconds(1));
        assertThat(sessions.caller(session.text())).isEmpty();
    }

    @Test
    void theWordOfAProviderEndsAtTheAgeOfSessionsAtTheLatest() {
        Opened session = sessions.open(
                new Caller("oidc:somebody", Caller.Role.ADMIN), clock.instant().plus(Duration.ofDays(30)));

        assertThat(session.age()).isEqualTo(AGE);
        clock.advance(AGE);
        assertThat(sessions.caller(session.text())).isEmpty();
    }

    @Test
    void thatWordIsWorthNothingWithAnotherProviderOrNone() {
        Caller person = new Caller("oidc:somebody", Caller.Role.ADMIN);
        String session = sessions.open(person, clock.instant().plusSeconds(300)).text();

        assertThat(instance("a secret", "another-admin-key").caller(session)).contains(person);
        provider = KnownProvider.at("https://other.example", true);
        assertThat(instance("a secret", ADMIN_KEY).caller(session)).isEmpty();
        provider = KnownProvider.at("https://sso.example", false);
        assertThat(instance("a secret", ADMIN_KEY).caller(session)).isEmpty();
    }

    @Test
    void theWayToSignOutElsewhereIsOurs() {
        SignOuts signOuts = new SignOuts(new Seal(List.of(bytes("a secret")), Optional.empty()));
        String address = "https://sso.example/out?id_token_hint=a.b.c&client_id=x";
        String kept = signOuts.keep(address).orElseThrow();

        assertThat(signOuts.address(kept)).contains(address);
        assertThat(signOuts.address(kept.replace("sso", "bad"))).isEmpty();
        assertThat(signOuts.address("https://bad.example/")).isEmpty();
        assertThat(signOuts.address(null)).isEmpty();
        assertThat(signOuts.keep("https://sso.example/out; x")).isEmpty();
    }

    @Test
    void nothingOfASessionCanBeChanged() {
        String session = sessions.open(keys.caller(), keys.key()).text();
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
