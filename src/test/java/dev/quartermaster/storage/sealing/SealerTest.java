package dev.quartermaster.storage.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.storage.sealing.Sealer.CannotOpen;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealerTest {

    private static final String A =
            Base64.getEncoder().encodeToString("a".repeat(32).getBytes(StandardCharsets.UTF_8));
    private static final String B =
            Base64.getEncoder().encodeToString("b".repeat(32).getBytes(StandardCharsets.UTF_8));
    private static final byte[] SECRET = "a secret".getBytes(StandardCharsets.UTF_8);

    @Test
    void whatIsSealedOpensForItsPlaceAndPurposeOnly() throws CannotOpen {
        Sealed sealed = sealer(A).seal(SECRET, "openai/1");

        assertThat(sealer(A).open(sealed, "openai/1")).isEqualTo(SECRET);
        assertThat(sealed.nonce()).hasSize(12);
        assertThat(sealed.text()).hasSize(SECRET.length + 16);
        assertThatThrownBy(() -> sealer(A).open(sealed, "openai/2")).isInstanceOf(CannotOpen.class);
        assertThatThrownBy(() -> new Sealer(keys(A), "another").open(sealed, "openai/1"))
                .isInstanceOf(CannotOpen.class);
        assertThatThrownBy(() -> sealer(B).open(sealed, "openai/1")).isInstanceOf(CannotOpen.class);
    }

    @Test
    void noBitOfItMayChange() {
        Sealed sealed = sealer(A).seal(SECRET, "openai/1");
        for (int at = 0; at < sealed.text().length; at++) {
            byte[] changed = sealed.text().clone();
            changed[at] ^= 1;
            Sealed forged = new Sealed(sealed.masterKey(), sealed.nonce(), changed);

            assertThatThrownBy(() -> sealer(A).open(forged, "openai/1")).isInstanceOf(CannotOpen.class);
        }
    }

    @Test
    void eachHasItsOwnNonce() {
        Sealer sealer = sealer(A);

        assertThat(sealer.seal(SECRET, "p").nonce())
                .isNotEqualTo(sealer.seal(SECRET, "p").nonce());
    }

    @Test
    void theNewestSealsAndTheOlderOpen() throws CannotOpen {
        Sealed old = sealer(A).seal(SECRET, "p");
        Sealer both = sealer("1:" + A + ", 2:" + B);

        assertThat(both.open(old, "p")).isEqualTo(SECRET);
        assertThat(both.seal(SECRET, "p").masterKey()).isEqualTo(2);
        assertThatThrownBy(() -> sealer("2:" + B).open(old, "p"))
                .isInstanceOf(CannotOpen.class)
                .hasMessageContaining("master key 1");
        assertThatThrownBy(() -> sealer(" ").open(old, "p"))
                .isInstanceOf(CannotOpen.class)
                .hasMessageContaining("no master key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "1:c2hvcnQ=", "not base64!", "0:", ","})
    void whatIsNoKeyIsToldWithoutItsValue(String text) {
        assertThatThrownBy(() -> keys(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("QUARTERMASTER_MASTER_KEY")
                .hasMessageNotContaining("c2hvcnQ");
    }

    @Test
    void twoOfOneVersionAreAMistake() {
        assertThatThrownBy(() -> keys("2:" + A + ",2:" + B)).hasMessageContaining("two of version 2");
    }

    private static MasterKeys keys(String text) {
        return new MasterKeys(Optional.of(text));
    }

    private static Sealer sealer(String text) {
        return new Sealer(keys(text), "test");
    }
}
