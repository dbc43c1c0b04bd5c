package dev.quartermaster.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuartermasterExceptionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            nullValues = "-",
            value = {
                "tools[1]          | only functions are offered    | tools[1]: only functions are offered",
                "n                 | one answer at a time          | n: one answer at a time",
                "top_k             | no model has top_k            | no model has top_k",
                "messages[0].role  | 'messages[0].role' is missing | 'messages[0].role' is missing",
                "messages[0]       | 'messages[0].role' is missing | 'messages[0].role' is missing",
                "-                 | nothing fits                  | nothing fits",
            })
    void theMessageNamesTheField(String param, String message, String said) {
        QuartermasterException refusal = QuartermasterException.invalid(param, message);

        assertThat(refusal).hasMessage(said);
        assertThat(refusal.param().orElse(null)).isEqualTo(param);
    }
}
