package dev.quartermaster.auth.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeppersTest {

    private static final String ONE = "one-".repeat(8);
    private static final String TWO = "two-".repeat(8);
    private static final String MASTER = Base64.getEncoder().encodeToString(new byte[32]);
    private static final KeyText KEY = new KeyText("abcdefghijkl", "s".repeat(43));

    @Test
    void itIsTheHmacOfIdAndSecret() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(ONE.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));

        assertThat(peppers(ONE).hash(1, KEY))
                .isEqualTo(mac.doFinal((KEY.id() + KEY.secret()).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aHashDependsOnPepperIdAndSecret() {
        Peppers both = peppers("2:" + TWO + ", 1:" + ONE);
        byte[] hash = both.hash(1, KEY);

        assertThat(both.hash(1, KEY)).isEqualTo(hash);
        assertThat(both.hash(2, KEY)).isNotEqualTo(hash);
        assertThat(both.hash(1, new KeyText("abcdefghijkm", KEY.secret()))).isNotEqualTo(hash);
        assertThat(both.hash(1, new KeyText(KEY.id(), "t".repeat(43)))).isNotEqualTo(hash);
    }

    @Test
    void theHighestVersionIsForNewKeysAndTheOthersStay() {
        Peppers both = peppers("1:" + ONE + ",2:" + TWO);

        assertThat(both.newest()).isEqualTo(2);
        assertThat(both.hash(1, KEY)).isEqualTo(peppers(ONE).hash(1, KEY));
        assertThat(both.has(3)).isFalse();
    }

    @Test
    void theMasterKeyIsEnoughAndStaysUnderAPepper() {
        Peppers derived = new Peppers(Optional.empty(), Optional.of(MASTER));
        Peppers both = new Peppers(Optional.of(ONE), Optional.of(MASTER));

        assertThat(derived.newest()).isZero();
        assertThat(both.newest()).isEqualTo(1);
        assertThat(both.hash(0, KEY)).isEqualTo(derived.hash(0, KEY));
    }

    @Test
    void withoutEitherThereIsNone() {
        Peppers none = new Peppers(Optional.of(" "), Optional.empty());

        assertThat(none.isSet()).isFalse();
        assertThat(none.newest()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"short", "1:short", "one-one-one-one-one-one-one-one-,1:one-one-one-one-one-one-one-one-", ","})
    void whatIsNoPepperStopsTheStart(String text) {
        assertThatThrownBy(() -> peppers(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("QUARTERMASTER_KEY_PEPPER")
                .hasMessageNotContaining("one-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not base64!", "c2hvcnQ="})
    void aWrongMasterKeyStopsTheStart(String key) {
        assertThatThrownBy(() -> new Peppers(Optional.empty(), Optional.of(key)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("QUARTERMASTER_MASTER_KEY")
                .hasMessageNotContaining(key)
                .hasNoCause();
    }

    private static Peppers peppers(String text) {
        return new Peppers(Optional.of(text), Optional.empty());
    }
}
