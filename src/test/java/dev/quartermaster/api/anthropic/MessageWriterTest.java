package dev.quartermaster.api.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageWriterTest {

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void anAnswerOfTheSameDialectGoesOutWhole() throws Exception {
        Map<String, Object> redacted = Map.of("type", "redacted_thinking", "data", "EmwK");
        JsonNode message = write(new ChatReply(
                Dialect.ANTHROPIC_MESSAGES,
                "msg_7",
                "claude-sonnet-4-5-20250929",
                List.of(new Choice(
                        0,
                        List.of(
                                new Part.Thinking("Hm.", "c2ln", Map.of()),
                                new Part.Opaque(Dialect.ANTHROPIC_MESSAGES, "redacted_thinking", redacted),
                                new Part.Text("So.", Map.of("citations", List.of(Map.of("type", "page_location")))),
                                new Part.ToolCall("t1", "look", "{\"x\":1.10}", Map.of())),
                        FinishReason.TOOL_CALLS,
                        null,
                        Map.of(),
                        Map.of())),
                new Usage(10, 3, 4, 5, 20, 6, 0, false),
                Map.of("usage", Map.of("service_tier", "standard"), "container", Map.of("id", "c1"))));

        assertThat(message).isEqualTo(json.readTree("""
                {"id":"msg_7","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929",
                 "content":[
                  {"type":"thinking","thinking":"Hm.","signature":"c2ln"},
                  {"type":"redacted_thinking","data":"EmwK"},
                  {"type":"text","text":"So.","citations":[{"type":"page_location"}]},
                  {"type":"tool_use","id":"t1","name":"look","input":{"x":1.10},"caller":{"type":"direct"}}],
                 "stop_reason":"tool_use","stop_sequence":null,
                 "container":{"id":"c1"},
                 "usage":{"input_tokens":10,"cache_creation_input_tokens":9,"cache_read_input_tokens":3,
                  "output_tokens":20,"output_tokens_details":{"thinking_tokens":6},
                  "cache_creation":{"ephemeral_5m_input_tokens":4,"ephemeral_1h_input_tokens":5},
                  "service_tier":"standard"}}"""));
    }

    @Test
    void whatOnlyOtherDialectsKnowStaysBehind() {
        JsonNode message = write(new ChatReply(
                Dialect.OPENAI_CHAT,
                "chatcmpl-7",
                null,
                List.of(choice(
                        FinishReason.STOP,
                        Part.Text.of("Yes."),
                        new Part.Opaque(Dialect.OPENAI_CHAT, "audio", Map.of("type", "audio")))),
                Usage.of(1, 2),
                Map.of("system_fingerprint", "fp")));

        assertThat(message.get("id").textValue()).isEqualTo("msg_fallback");
        assertThat(message.get("model").textValue()).isEqualTo("gpt-4o");
        assertThat(message.get("content")).hasSize(1);
        assertThat(message.has("system_fingerprint")).isFalse();
        assertThat(message.has("logprobs")).isFalse();
        assertThat(message.get("stop_reason").textValue()).isEqualTo("end_turn");
    }

    @Test
    void aRefusalIsATextThatEndsInOne() {
        JsonNode message = write(openAi(choice(FinishReason.STOP, new Part.Refusal("I cannot.", Map.of()))));

        assertThat(message.at("/content/0/type").textValue()).isEqualTo("text");
        assertThat(message.at("/content/0/text").textValue()).isEqualTo("I cannot.");
        assertThat(message.get("stop_reason").textValue()).isEqualTo("refusal");
    }

    @ParameterizedTest
    @CsvSource({
        "STOP,end_turn",
        "STOP_SEQUENCE,stop_sequence",
        "LENGTH,max_tokens",
        "TOOL_CALLS,tool_use",
        "CONTENT_FILTER,refusal",
        "REFUSAL,refusal",
        "PAUSE,pause_turn"
    })
    void everyReasonHasAWord(FinishReason reason, String word) {
        assertThat(write(openAi(choice(reason, Part.Text.of("x"))))
                        .get("stop_reason")
                        .textValue())
                .isEqualTo(word);
    }

    @Test
    void aCallWithoutArgumentsHasAnEmptyInput() {
        JsonNode message = write(openAi(choice(FinishReason.TOOL_CALLS, call(""))));

        assertThat(message.at("/content/0/input")).isEqualTo(json.createObjectNode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"x\":", "[1]", "7", "{} {}"})
    void argumentsThatAreNoObjectAreAFaultOfTheModel(String arguments) {
        assertThatThrownBy(() -> write(openAi(choice(FinishReason.TOOL_CALLS, call(arguments)))))
                .isInstanceOfSatisfying(QuartermasterException.class, fault -> assertThat(fault.code())
                        .isEqualTo(ErrorCode.UPSTREAM_ERROR))
                .hasMessageContaining("look");
    }

    @Test
    void anAnswerThatAsksForToolsStopsForThemWhateverTheProviderSays() {
        assertThat(write(openAi(choice(FinishReason.STOP, call("{}"))))
                        .get("stop_reason")
                        .asText())
                .isEqualTo("tool_use");
    }

    @Test
    void ofACallThatWasCutOffTheWholeFieldsAreLeft() {
        assertThat(input(FinishReason.LENGTH, "{\"city")).isEqualTo(json.createObjectNode());
        assertThat(input(FinishReason.LENGTH, "{\"city\":\"Oslo\",\"un"))
                .isEqualTo(json.createObjectNode().put("city", "Oslo"));
        assertThat(input(FinishReason.CONTENT_FILTER, "city")).isEqualTo(json.createObjectNode());
        assertThat(write(openAi(choice(FinishReason.LENGTH, call("{\"city"))))
                        .get("stop_reason")
                        .asText())
                .isEqualTo("max_tokens");
    }

    private JsonNode input(FinishReason finish, String arguments) {
        return write(openAi(choice(finish, call(arguments)))).at("/content/0/input");
    }

    private static Part call(String arguments) {
        return new Part.ToolCall("t1", "look", arguments, Map.of());
    }

    private static Choice choice(FinishReason reason, Part... parts) {
        return new Choice(0, List.of(parts), reason, null, Map.of("logprobs", Map.of()), Map.of());
    }

    private static ChatReply openAi(Choice choice) {
        return new ChatReply(Dialect.OPENAI_CHAT, "c", "gpt-4o", List.of(choice), Usage.NONE, Map.of());
    }

    private JsonNode write(ChatReply reply) {
        try {
            return json.readTree(
                    json.writeValueAsBytes(new MessageWriter(json).write(reply, "msg_fallback", "gpt-4o")));
        } catch (java.io.IOException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
