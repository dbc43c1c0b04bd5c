package dev.quartermaster.provider.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.FailureKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each message is one that the provider, or a service of its kind, has sent. */
class OverflowMessagesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "anthropic | 400 | invalid_request_error | prompt is too long: 214000 tokens > 200000 maximum",
                "anthropic | 200 | invalid_request_error | prompt is too long: 214000 tokens > 200000 maximum",
                "anthropic | 400 | invalid_request_error | input length and `max_tokens` exceed context limit: 199759 + 8192 > 200000, decrease input length or `max_tokens` and try again",
                "google | 400 | INVALID_ARGUMENT | The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
                "google | 400 | INVALID_ARGUMENT | The input token count exceeds the maximum number of tokens allowed 1048576.",
                "bedrock | 400 | ValidationException | Input is too long for requested model.",
                "bedrock | 200 | ValidationException | Input is too long for requested model.",
                "bedrock | 400 | ValidationException | Input Tokens Exceeded: Number of input tokens exceeds maximum length. Please update the input to try again.",
                "bedrock | 400 | ValidationException | The model returned the following errors: prompt is too long: 903884 tokens > 200000 maximum",
                "bedrock | 400 | ValidationException | The model returned the following errors: Input is too long for requested model.",
                "bedrock | 400 | ValidationException | Too many input tokens. Max input tokens: 8192, request input token count: 9000",
                "ollama | 400 | | the input length exceeds the context length",
                "ollama | 500 | | the input length exceeds the context length",
                "ollama | 400 | | prompt too long; exceeded max context length by 12 tokens",
                "openai-compatible | 400 | invalid_request_error | This model's maximum context length is 65536 tokens. However, you requested 69648 tokens (69648 in the messages, 0 in the completion). Please reduce the length of the messages or completion.",
                "openai-compatible | 400 | | This endpoint's maximum context length is 32768 tokens. However, you requested about 42832 tokens (42832 of text input).",
                "openai-compatible | 400 | invalid_request_error | The prompt is too long: 267657, model maximum context length: 262143",
                "openai-compatible | 400 | BadRequestError | 'max_tokens' or 'max_completion_tokens' is too large: 2000. This model's maximum context length is 4096 tokens and your request has 2104 input tokens (2000 > 4096 - 2104).",
                "openai-compatible | 400 | | the request exceeds the available context size, try increasing it",
                "openai-compatible | 500 | exceed_context_size_error | the request exceeds the available context size. try increasing the context size or enable context shift",
                "openai-compatible | 400 | invalid_request_error | Invalid request: Your request exceeded model token limit: 262144",
            })
    void aPromptThatIsTooLongIsToldByTheseWords(String type, int status, String code, String message) {
        FailureTable table = FailureTable.standard().with(OverflowMessages.of(type));

        assertThat(table.classify(status, code == null ? List.of() : List.of(code), message))
                .isEqualTo(new FailureTable.Verdict(FailureKind.CONTEXT_WINDOW, false));
    }

    @Test
    void otherWordsAndOtherProvidersAreNotTaken() {
        FailureTable anthropic = FailureTable.standard().with(OverflowMessages.of("anthropic"));

        assertThat(kind(anthropic, 400, "invalid_request_error", "messages: at least one message is required"))
                .isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(kind(anthropic, 400, "invalid_request_error", "your prompt is too long, they say"))
                .isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(kind(anthropic, 400, "invalid_request_error", null)).isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(kind(FailureTable.standard(), 400, "invalid_request_error", "prompt is too long: 2 tokens"))
                .isEqualTo(FailureKind.INVALID_REQUEST);
    }

    @Test
    void aCodeOrAStatusThatSaysMoreWins() {
        FailureTable anthropic = FailureTable.standard().with(OverflowMessages.of("anthropic"));

        assertThat(kind(anthropic, 429, "rate_limit_error", "prompt is too long: 2 tokens > 1 maximum"))
                .isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(kind(anthropic, 401, "authentication_error", "prompt is too long: 2 tokens > 1 maximum"))
                .isEqualTo(FailureKind.AUTHENTICATION);
    }

    @Test
    void anInstallationMayHaveWordsOfItsOwn() {
        FailureTable own = FailureTable.standard().with(new OverflowMessages(List.of("Zu lang: {n} Wörter")));

        assertThat(kind(own, 400, null, "Zu lang: 1,200 Wörter sind es")).isEqualTo(FailureKind.CONTEXT_WINDOW);
        assertThat(kind(own, 400, null, "Zu lang: viele Wörter")).isEqualTo(FailureKind.INVALID_REQUEST);
    }

    private static FailureKind kind(FailureTable table, int status, String code, String message) {
        return table.classify(status, code == null ? List.of() : List.of(code), message)
                .kind();
    }
}
