package dev.quartermaster.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.ChatDelta.PartClosed;
import dev.quartermaster.domain.chat.ChatDelta.PartGrew;
import dev.quartermaster.domain.chat.ChatDelta.PartOpened;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.FailureTable;
import dev.quartermaster.testing.Plain;
import dev.quartermaster.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessagesStreamTest {

    private static final String START = """
            {"type":"message_start","message":{"id":"msg_01","type":"message","role":"assistant",
             "model":"claude-sonnet-4-5-20250929","content":[],"stop_reason":null,"stop_sequence":null,
             "usage":{"input_tokens":2679,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,
                      "output_tokens":3,"service_tier":"standard"}}}""";

    private final List<ChatDelta> deltas = new ArrayList<>();
    private final MessagesStream stream = stream();

    @Test
    void reasoningTextAndToolsComeInTheirBlocks() {
        feed(
                START,
                block(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}"),
                delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"Let me see.\"}"),
                delta(0, "{\"type\":\"signature_delta\",\"signature\":\"EqQBCgIY\"}"),
                stop(0),
                block(1, "{\"type\":\"redacted_thinking\",\"data\":\"EmwKAhgB\"}"),
                stop(1),
                block(2, "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"weather\",\"input\":{}}"),
                delta(2, "{\"type\":\"input_json_delta\",\"partial_json\":\"\"}"),
                delta(2, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"city\\\":\"}"),
                delta(2, "{\"type\":\"input_json_delta\",\"partial_json\":\"\\\"Oslo\\\"}\"}"),
                stop(2),
                block(3, "{\"type\":\"tool_use\",\"id\":\"toolu_2\",\"name\":\"time\",\"input\":{}}"),
                stop(3),
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\",\"stop_sequence\":null},"
                        + "\"usage\":{\"output_tokens\":89}}",
                "{\"type\":\"message_stop\"}");

        Part redacted = new Part.Opaque(
                Dialect.ANTHROPIC_MESSAGES,
                "redacted_thinking",
                Map.of("type", "redacted_thinking", "data", "EmwKAhgB"));
        assertThat(deltas.subList(2, deltas.size() - 2))
                .containsExactly(
                        new PartOpened(0, 0, new Part.Thinking("", null, Map.of())),
                        grew(0, Growth.THINKING, "Let me see."),
                        grew(0, Growth.SIGNATURE, "EqQBCgIY"),
                        new PartClosed(0, 0),
                        new PartOpened(0, 1, redacted),
                        new PartClosed(0, 1),
                        new PartOpened(0, 2, new Part.ToolCall("toolu_1", "weather", "", Map.of())),
                        grew(2, Growth.ARGUMENTS, "{\"city\":"),
                        grew(2, Growth.ARGUMENTS, "\"Oslo\"}"),
                        new PartClosed(0, 2),
                        new PartOpened(0, 3, new Part.ToolCall("toolu_2", "time", "", Map.of())),
                        grew(3, Growth.ARGUMENTS, "{}"),
                        new PartClosed(0, 3));
        assertThat(deltas.get(deltas.size() - 2)).isEqualTo(new ChatDelta.Finished(0, FinishReason.TOOL_CALLS, null));
        assertThat(stream.isDone()).isTrue();
    }

    @Test
    void theLastReportOfUsageReplacesTheFirst() {
        feed(
                START,
                block(0, "{\"type\":\"text\",\"text\":\"\"}"),
                delta(0, "{\"type\":\"text_delta\",\"text\":\"Hi\"}"),
                stop(0),
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":"
                        + "{\"input_tokens\":12,\"cache_read_input_tokens\":2667,\"output_tokens\":15}}",
                "{\"type\":\"message_stop\"}");

        assertThat(deltas)
                .contains(new ChatDelta.Used(
                        new Usage(2_679, 0, 0, 0, 3, 0, 0, true), Map.of("service_tier", "standard")));
        assertThat(deltas.get(deltas.size() - 1))
                .isEqualTo(new ChatDelta.Used(
                        new Usage(12, 2_667, 0, 0, 15, 0, 0, false), Map.of("service_tier", "standard")));
    }

    @Test
    void blocksOfServerToolsAreWholeAndCitationsPass() {
        feed(
                START,
                block(0, "{\"type\":\"server_tool_use\",\"id\":\"srvtoolu_1\",\"name\":\"web_search\",\"input\":{}}"),
                delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"query\\\":\\\"a\\\"}\"}"),
                stop(0),
                block(1, "{\"type\":\"text\",\"text\":\"\"}"),
                delta(1, "{\"type\":\"citations_delta\",\"citation\":{\"cited_text\":\"a\"}}"));

        Part searched = new Part.Opaque(Dialect.ANTHROPIC_MESSAGES, "server_tool_use", Plain.object("""
                        {"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"a"}}"""));
        assertThat(deltas).contains(new PartOpened(0, 0, searched));
        assertThat(deltas.get(deltas.size() - 1)).isInstanceOfSatisfying(ChatDelta.Passed.class, passed -> {
            assertThat(passed.name()).isEqualTo("content_block_delta");
            assertThat(passed.event()).containsEntry("index", 1);
        });
    }

    @Test
    void aServerToolsInputThatWasCutOffHoldsItsWholeFields() {
        feed(
                START,
                block(0, "{\"type\":\"server_tool_use\",\"id\":\"srvtoolu_1\",\"name\":\"web_search\",\"input\":{}}"),
                delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"query\\\":\\\"a\\\",\\\"si\"}"),
                stop(0));

        assertThat(deltas)
                .contains(new PartOpened(
                        0, 0, new Part.Opaque(Dialect.ANTHROPIC_MESSAGES, "server_tool_use", Plain.object("""
                        {"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"a"}}"""))));
    }

    @Test
    void anErrorEventIsClassifiedByItsType() {
        ProviderFailure failure = catchThrowableOfType(
                ProviderFailure.class,
                () -> feed(
                        START,
                        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}"));

        assertThat(failure.kind()).isEqualTo(FailureKind.UNAVAILABLE);
        assertThat(failure.isTransient()).isTrue();
        assertThat(failure.code()).contains("overloaded_error");
    }

    @Test
    void aStopReasonAloneIsNoEnd() {
        feed(
                START,
                block(0, "{\"type\":\"text\",\"text\":\"Hi\"}"),
                stop(0),
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":1}}");

        ProviderFailure failure = catchThrowableOfType(ProviderFailure.class, () -> stream.end(deltas::add));

        assertThat(stream.isDone()).isFalse();
        assertThat(failure.kind()).isEqualTo(FailureKind.UNAVAILABLE);
    }

    @Test
    void aRefusalMayBeWithoutWords() {
        feed(
                START,
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"refusal\",\"stop_details\":"
                        + "{\"type\":\"refusal\",\"category\":\"cyber\"}},\"usage\":{\"output_tokens\":0}}",
                "{\"type\":\"message_stop\"}");

        assertThat(deltas)
                .contains(new ChatDelta.Finished(
                        0,
                        FinishReason.REFUSAL,
                        null,
                        Map.of("delta", Map.of("stop_details", Map.of("type", "refusal", "category", "cyber")))));
    }

    private void feed(String... events) {
        for (String event : events) {
            stream.feed(("data: " + event.replace("\n", " ") + "\n\n").getBytes(StandardCharsets.UTF_8), deltas::add);
        }
    }

    private static MessagesStream stream() {
        ProviderCall<ChatRequest> call = new ProviderCall<>(
                Samples.model(ProviderId.ANTHROPIC, "claude-sonnet-4-5"), Samples.question("Hi"), null, quota -> {});
        ErrorReader errors =
                new ErrorReader(Plain.json(), new FailureClassifier(FailureTable.standard(), Clock.systemUTC()));
        return new MessagesStream(call, Plain.json(), errors, headers -> {});
    }

    private static ChatDelta grew(int index, Growth growth, String piece) {
        return new PartGrew(0, index, growth, piece, Map.of());
    }

    private static String block(int index, String block) {
        return "{\"type\":\"content_block_start\",\"index\":" + index + ",\"content_block\":" + block + "}";
    }

    private static String delta(int index, String delta) {
        return "{\"type\":\"content_block_delta\",\"index\":" + index + ",\"delta\":" + delta + "}";
    }

    private static String stop(int index) {
        return "{\"type\":\"content_block_stop\",\"index\":" + index + "}";
    }
}
