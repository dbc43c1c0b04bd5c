package dev.quartermaster.api.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptTooLongTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "This model's maximum context length is 128000 tokens. However, your messages resulted in 130012 tokens. | 130012 tokens > 128000 maximum",
                "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576). | 1200000 tokens > 1048576 maximum",
                "The model returned the following errors: prompt is too long: 903884 tokens > 200000 maximum | 903884 tokens > 200000 maximum",
                "However much: 1,200,000 tokens over 200,000 | 1200000 tokens > 200000 maximum",
                "Input is too long for requested model. | \"\"",
                "Input is too long. (2 attempts: openai/gpt-4o-2024-08-06 context_window (400) after 120 ms; x) | \"\"",
                "input length and `max_tokens` exceed context limit: 199759 + 8192 > 200000 | \"\"",
            })
    void theMessageBeginsInTheDialectsWords(String message, String numbers) {
        assertThat(PromptTooLong.message(message))
                .isEqualTo("prompt is too long: " + (numbers.isEmpty() ? "" : numbers + "; ") + message);
    }

    @Test
    void whatBeginsSoStays() {
        String own = "prompt is too long: 214000 tokens > 200000 maximum";

        AnthropicError error = AnthropicError.of(ErrorCode.CONTEXT_LENGTH_EXCEEDED, own, "req");

        assertThat(error.error()).isEqualTo(new AnthropicError.Detail("invalid_request_error", own));
    }
}
