package dev.quartermaster.provider.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SanitizedTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-proj-abcdefgh12345678",
                "sk-ant-api03-abc_DEF-123",
                "sk-abcd********wxyz",
                "AIzaSyA1234567890abcdefghij",
                "AKIAIOSFODNN7EXAMPLE",
                "Bearer abc.def.ghi",
                "org-a1b2c3d4e5",
                "0123456789abcdef0123456789abcdef",
            })
    void whatLooksLikeAKeyIsRemoved(String secret) {
        assertThat(SanitizedText.of("Incorrect API key provided: " + secret + ". Look it up.", List.of()))
                .doesNotContain(secret)
                .startsWith("Incorrect API key provided: [removed]")
                .endsWith("Look it up.");
    }

    @Test
    void theKeyInUseIsRemovedWhateverItLooksLike() {
        assertThat(SanitizedText.of("wrong key: correct horse", List.of("correct horse")))
                .isEqualTo("wrong key: [removed]");
    }

    @Test
    void modelNamesStay() {
        String text = "The model anthropic.claude-3-5-sonnet-20241022-v2:0 does not exist";

        assertThat(SanitizedText.of(text, List.of())).isEqualTo(text);
    }

    @Test
    void lengthIsBoundedAndControlCharactersAreSpaces() {
        assertThat(SanitizedText.of("line\r\nline\u0000", List.of())).isEqualTo("line line");
        assertThat(SanitizedText.of("a b ".repeat(10_000), List.of())).hasSize(SanitizedText.LONGEST);
    }
}
