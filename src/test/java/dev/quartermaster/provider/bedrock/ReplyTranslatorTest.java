package dev.quartermaster.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.provider.translation.Json;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Samples;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTranslatorTest {

    private final ObjectMapper mapper = new ObjectMapper();
    private final Json json = new Json(mapper);

    @Test
    void readsEveryKindOfBlock() throws Exception {
        ChatReply reply = reply(fixture());
        assertThat(reply.id()).isEqualTo("request-1");
        assertThat(reply.servedModel()).isEqualTo("arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0");
        assertThat(reply.usage()).isEqualTo(new Usage(20, 60, 10, 30, 9, 0, 0, false));
        assertThat(reply.extra()).containsOnlyKeys("metrics", "trace", "additionalModelResponseFields");
        assertThat(reply.choices()).singleElement().satisfies(choice -> {
            assertThat(choice.finish()).isEqualTo(FinishReason.TOOL_CALLS);
            assertThat(choice.stopSequence()).isEqualTo("END");
            assertThat(choice.parts())
                    .containsExactly(
                            new Part.Thinking("Hm.", "c2VhbA==", Map.of()),
                            BlockReader.redacted("b3BhcXVl"),
                            Part.Text.of("Let me see."),
                            new Part.ToolCall("tooluse_1", "weather", "{\"city\":\"Bern\",\"days\":2}", Map.of()),
                            new Part.Opaque(
                                    Dialect.BEDROCK_CONVERSE,
                                    "citationsContent",
                                    Map.of("citationsContent", Map.of("citations", List.of()))));
        });
    }

    /** What a model said goes back to it in the next turn exactly as it came: seals are checked. */
    @Test
    void anAnswerGoesBackAsItCame() throws Exception {
        ChatReply reply = reply(fixture());
        ChatRequest next = Samples.request(
                Dialect.BEDROCK_CONVERSE,
                Message.of(Role.USER, Part.Text.of("How is the weather?")),
                new Message(Role.ASSISTANT, reply.choices().get(0).parts(), null, Map.of()));
        Object body = new RequestTranslator(
                        json,
                        Samples.model(ProviderId.BEDROCK, "anthropic.claude-sonnet-4-6"),
                        UnsupportedFieldPolicy.STRICT)
                .body(next);
        assertThat(mapper.readTree(json.write(body)).at("/messages/1"))
                .isEqualTo(fixture().at("/output/message"));
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, STOP",
        "stop_sequence, STOP_SEQUENCE",
        "max_tokens, LENGTH",
        "model_context_window_exceeded, LENGTH",
        "guardrail_intervened, CONTENT_FILTER",
        "content_filtered, CONTENT_FILTER",
        "refusal, REFUSAL",
        "something_new, STOP"
    })
    void readsWhyItStopped(String stopReason, FinishReason finish) throws Exception {
        assertThat(reply(said("Hi", stopReason)).choices().get(0).finish()).isEqualTo(finish);
    }

    @ParameterizedTest
    @ValueSource(strings = {"malformed_model_output", "malformed_tool_use"})
    void malformedOutputIsAFailureThatMayPass(String stopReason) {
        assertThatThrownBy(() -> reply(said("Hi", stopReason)))
                .isInstanceOfSatisfying(ProviderFailure.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(FailureKind.ERROR);
                    assertThat(failure.isTransient()).isTrue();
                    assertThat(failure.code()).contains(stopReason);
                });
    }

    @Test
    void anInterventionWithoutWordsIsAContentPolicyFailure() {
        assertThatThrownBy(() -> reply(said("", "guardrail_intervened")))
                .isInstanceOfSatisfying(ProviderFailure.class, failure -> assertThat(failure.kind())
                        .isEqualTo(FailureKind.CONTENT_POLICY));
    }

    @Test
    void missingUsageIsEstimatedAndSaysSo() throws Exception {
        assertThat(reply(said("Hello there.", "end_turn")).usage().estimated()).isTrue();
    }

    /** Cached tokens are beside the input, whatever the details say of their lifetimes. */
    @Test
    void usageClassesAddUpToTheTotal() {
        ForAll.seeds(random -> {
            int oneHour = random.nextInt(1000);
            int fiveMinutes = random.nextInt(1000);
            int undetailed = random.nextInt(10);
            int input = random.nextInt(100_000);
            int read = random.nextInt(100_000);
            int output = random.nextInt(10_000);
            int total = input + read + oneHour + fiveMinutes + undetailed + output;
            String usage =
                    """
                    {"inputTokens":%d,"outputTokens":%d,"totalTokens":%d,"cacheReadInputTokens":%d,
                    "cacheWriteInputTokens":%d,"cacheDetails":[{"ttl":"1h","inputTokens":%d},{"ttl":"5m","inputTokens":%d}]}
                    """.formatted(input, output, total, read, oneHour + fiveMinutes + undetailed, oneHour, fiveMinutes);
            Usage classes = UsageTranslator.usage(mapper.readTree(usage));
            assertThat(classes.totalTokens()).isEqualTo(total);
            assertThat(classes.cacheWrite1h()).isEqualTo(oneHour);
            assertThat(classes.input()).isEqualTo(input);
        });
    }

    private ChatReply reply(JsonNode body) {
        return new ReplyTranslator(json).reply(body, "request-1", Samples.question("Hi"));
    }

    private JsonNode said(String text, String stopReason) throws IOException {
        return mapper.readTree("""
                {"output":{"message":{"role":"assistant","content":[{"text":"%s"}]}},"stopReason":"%s"}
                """.formatted(text, stopReason));
    }

    private JsonNode fixture() throws IOException {
        try (var file = getClass().getResourceAsStream("/bedrock/converse-reply.json")) {
            return mapper.readTree(file);
        }
    }
}
