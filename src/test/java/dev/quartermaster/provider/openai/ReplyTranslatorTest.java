package dev.quartermaster.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.translation.Json;
import dev.quartermaster.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplyTranslatorTest {

    private final Json json = new Json(new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES));

    @Test
    void everythingOfAnAnswerHasItsPlace() {
        ChatReply reply = reply("""
                {"id":"chatcmpl-9","object":"chat.completion","created":1741569952,"model":"gpt-5-2025-08-07",
                 "choices":[{"index":0,"message":{"role":"assistant","content":"See below.","refusal":null,
                    "tool_calls":[{"id":"call_1","type":"function",
                      "function":{"name":"look","arguments":"{\\"at\\": 1}"}}],
                    "annotations":[{"type":"url_citation"}]},
                   "logprobs":{"content":[]},"finish_reason":"tool_calls"}],
                 "usage":{"prompt_tokens":2006,"completion_tokens":300,"total_tokens":2306,
                   "prompt_tokens_details":{"cached_tokens":1920,"audio_tokens":0},
                   "completion_tokens_details":{"reasoning_tokens":128,"audio_tokens":0}},
                 "service_tier":"default","system_fingerprint":null}""");

        Choice choice = reply.choices().get(0);
        assertThat(reply.id()).isEqualTo("chatcmpl-9");
        assertThat(reply.servedModel()).isEqualTo("gpt-5-2025-08-07");
        assertThat(reply.usage()).isEqualTo(new Usage(86, 1920, 0, 0, 300, 128, 0, false));
        assertThat(reply.extra()).containsEntry("service_tier", "default").containsEntry("created", 1741569952);
        assertThat(choice.finish()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(choice.parts())
                .containsExactly(
                        Part.Text.of("See below."), new Part.ToolCall("call_1", "look", "{\"at\": 1}", Map.of()));
        assertThat(choice.extra()).isEqualTo(Map.of("logprobs", Map.of("content", List.of())));
        assertThat(choice.messageExtra()).containsKey("annotations");
    }

    @Test
    void aRefusalIsAnAnswer() {
        ChatReply reply = reply("""
                {"choices":[{"index":0,"message":{"content":null,"refusal":"I cannot."},"finish_reason":"stop"}],
                 "usage":{"prompt_tokens":5,"completion_tokens":2}}""");

        assertThat(reply.choices().get(0).parts()).containsExactly(new Part.Refusal("I cannot.", Map.of()));
    }

    @Test
    void missingUsageIsEstimatedAndMarked() {
        ChatReply reply = reply("""
                {"choices":[{"index":0,"message":{"content":"Hello there."},"finish_reason":"stop"}]}""");

        assertThat(reply.usage().estimated()).isTrue();
        assertThat(reply.usage().output()).isEqualTo(3);
    }

    @Test
    void anEmptyAnswerFailsByTheWayItEnded() {
        assertThat(failureOf("\"stop\"").kind()).isEqualTo(FailureKind.LOW_QUALITY);
        assertThat(failureOf("\"length\"").kind()).isEqualTo(FailureKind.ERROR);
        assertThat(failureOf("\"length\"").isTransient()).isFalse();
        assertThat(failureOf("\"content_filter\"").kind()).isEqualTo(FailureKind.CONTENT_POLICY);
    }

    @Test
    void noChoiceAtAllIsAnError() {
        ProviderFailure failure = catchThrowableOfType(ProviderFailure.class, () -> reply("{\"choices\":[]}"));

        assertThat(failure.kind()).isEqualTo(FailureKind.ERROR);
        assertThat(failure.isTransient()).isTrue();
    }

    private ProviderFailure failureOf(String finish) {
        return catchThrowableOfType(
                ProviderFailure.class,
                () -> reply("{\"choices\":[{\"index\":0,\"message\":{\"content\":\"\",\"annotations\":[]},"
                        + "\"finish_reason\":" + finish + "}]}"));
    }

    private ChatReply reply(String text) {
        Wire.Reply wire = json.read(text.getBytes(StandardCharsets.UTF_8), Wire.Reply.class);
        return ReplyTranslator.reply(wire, Samples.question("Hi"));
    }
}
