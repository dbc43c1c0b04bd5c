package dev.quartermaster.auth.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyTextTest {

    private final SecureRandom secure = new SecureRandom();

    @Test
    void aKeyIsReadAsItWasWritten() {
        KeyText key = KeyText.random(secure);

        assertThat(key.whole()).matches("qm_[a-z0-9]{12}_[A-Za-z0-9]{49}");
        assertThat(KeyText.parse(key.whole())).contains(key);
    }

    @Test
    void noCharacterCanBeChangedOrLeftOut() {
        String whole = KeyText.random(secure).whole();

        for (int i = 0; i < whole.length(); i++) {
            char other = whole.charAt(i) == 'x' ? 'y' : 'x';
            assertThat(KeyText.parse(whole.substring(0, i) + other + whole.substring(i + 1)))
                    .as("with another character at %d", i)
                    .isEmpty();
            assertThat(KeyText.parse(whole.substring(0, i) + whole.substring(i + 1)))
                    .as("without the character at %d", i)
                    .isEmpty();
        }
    }

    @Test
    void whatIsNoKeyIsNone() {
        assertThat(KeyText.parse(null)).isEmpty();
        assertThat(KeyText.parse("")).isEmpty();
        assertThat(KeyText.parse("sk-proj-1")).isEmpty();
        assertThat(KeyText.parse("qm_" + "é".repeat(62))).isEmpty();
    }

    @Test
    void keysDiffer() {
        Set<String> ids = new HashSet<>();
        Set<String> secrets = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            KeyText key = KeyText.random(secure);
            ids.add(key.id());
            secrets.add(key.secret());
        }

        assertThat(ids).hasSize(10_000);
        assertThat(secrets).hasSize(10_000);
    }

    @Test
    void itsSecretIsNotPrinted() {
        KeyText key = KeyText.random(secure);

        assertThat(key.toString())
                .contains(key.id())
                .doesNotContain(key.secret().substring(0, 8));
    }
}
