package dev.quartermaster.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.Caller;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuthenticatorTest {

    private static final String KEY = "correct-horse-battery-staple";

    private final Authenticator locked = new Authenticator(true, Optional.of(KEY));

    @Test
    void theAdminKeyIsTheAdmin() {
        assertThat(locked.identify(KEY)).contains(Caller.ADMIN);
    }

    @Test
    void spaceAroundAKeyDoesNotCount() {
        assertThat(new Authenticator(true, Optional.of(KEY + "\n")).identify(" " + KEY))
                .contains(Caller.ADMIN);
    }

    @Test
    void aKeyThatDiffersIsNobody() {
        assertThat(locked.identify(KEY + "x")).isEmpty();
        assertThat(locked.identify(KEY.substring(1))).isEmpty();
        assertThat(locked.identify(KEY.toUpperCase(java.util.Locale.ROOT))).isEmpty();
    }

    @Test
    void noKeyIsNobody() {
        assertThat(locked.identify(null)).isEmpty();
        assertThat(locked.identify(" ")).isEmpty();
    }

    @Test
    void withoutAnAdminKeyNobodyGetsIn() {
        Authenticator keyless = new Authenticator(true, Optional.of(" "));

        assertThat(keyless.identify("")).isEmpty();
        assertThat(keyless.identify(KEY)).isEmpty();
    }

    @Test
    void everybodyIsWelcomeWhileAuthenticationIsOff() {
        assertThat(new Authenticator(false, Optional.of(KEY)).identify("anything"))
                .contains(Caller.ANONYMOUS);
    }
}
