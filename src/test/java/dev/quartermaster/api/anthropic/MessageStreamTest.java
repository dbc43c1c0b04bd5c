package dev.quartermaster.api.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.inference.streaming.PartialAnswer;
import dev.quartermaster.testing.ForAll;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class MessageStreamTest {

    private final ObjectMapper json = new ObjectMapper();
    private Usage usage = Usage.estimate(7, 1);

    @Test
    void anAnswerIsToldInTheOrderOfTheDialect() {
        List<ObjectNode> events = write(
                new ChatDelta.Started(Dialect.OPENAI_CHAT, "chatcmpl-1", "gpt-4o-2024", Map.of("fp", "x")),
                new ChatDelta.PartOpened(0, 0, Part.Text.of("")),
                grew(0, Growth.TEXT, "Hi"),
                grew(0, Growth.TEXT, "!"),
                new ChatDelta.PartClosed(0, 0),
                new ChatDelta.Finished(0, FinishReason.LENGTH, null),
                new ChatDelta.Used(new Usage(3, 2, 1, 0, 5, 0, 0, false)));

        assertThat(names(events))
                .containsExactly(
                        "message_start",
                        "ping",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta");
        JsonNode message = events.get(0).get("message");
        assertThat(message.get("id").textValue()).isEqualTo("msg_1");
        assertThat(message.get("model").textValue()).isEqualTo("gpt-4o-2024");
        assertThat(message.at("/usage/input_tokens").longValue()).isEqualTo(7);
        assertThat(message.has("fp")).isFalse();
        assertThat(events.get(3))
                .hasToString("{\"type\":\"content_block_delta\",\"index\":0,"
                        + "\"delta\":{\"type\":\"text_delta\",\"text\":\"Hi\"}}");
        JsonNode last = events.get(6);
        assertThat(last.at("/delta/stop_reason").textValue()).isEqualTo("max_tokens");
        assertThat(last.at("/usage/input_tokens").longValue()).isEqualTo(3);
        assertThat(last.at("/usage/cache_read_input_tokens").longValue()).isEqualTo(2);
        assertThat(last.at("/usage/cache_creation_input_tokens").longValue()).isEqualTo(1);
        assertThat(last.at("/usage/output_tokens").longValue()).isEqualTo(5);
    }

    @Test
    void aProviderOfTheSameDialectIsHeardWhole() {
        Map<String, Object> redacted = Map.of("type", "redacted_thinking", "data", "EmwK");
        Map<String, Object> citation = Map.of("type", "citations_delta", "citation", Map.of("type", "page_location"));
        List<ObjectNode> events = write(
                new ChatDelta.Started(Dialect.ANTHROPIC_MESSAGES, "msg_own", "claude", Map.of()),
                new ChatDelta.Used(Usage.estimate(9, 1), Map.of("service_tier", "standard")),
                new ChatDelta.PartOpened(0, 0, new Part.Thinking("", null, Map.of())),
                new ChatDelta.Passed(Dialect.ANTHROPIC_MESSAGES, "ping", Map.of("type", "ping")),
                grew(0, Growth.THINKING, "Hm."),
                grew(0, Growth.SIGNATURE, "c2"),
                grew(0, Growth.SIGNATURE, "ln"),
                new ChatDelta.PartClosed(0, 0),
                new ChatDelta.PartOpened(
                        0, 1, new Part.Opaque(Dialect.ANTHROPIC_MESSAGES, "redacted_thinking", redacted)),
                new ChatDelta.PartClosed(0, 1),
                new ChatDelta.PartOpened(0, 2, Part.Text.of("")),
                grew(0, 2, Growth.TEXT, "So."),
                new ChatDelta.Passed(
                        Dialect.ANTHROPIC_MESSAGES,
                        "content_block_delta",
                        Map.of("type", "content_block_delta", "index", 2, "delta", citation)),
                new ChatDelta.Passed(Dialect.ANTHROPIC_MESSAGES, "new_event", Map.of("type", "new_event")),
                new ChatDelta.PartClosed(0, 2),
                new ChatDelta.Finished(
                        0,
                        FinishReason.LENGTH,
                        null,
                        Map.of("delta", Map.of("stop_reason", "model_context_window_exceeded"))));

        assertThat(names(events))
                .containsExactly(
                        "message_start",
                        "ping",
                        "content_block_start",
                        "ping",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_stop",
                        "content_block_start",
                        "content_block_stop",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta");
        assertThat(events.get(0).at("/message/id").textValue()).isEqualTo("msg_own");
        assertThat(events.get(0).at("/message/usage/service_tier").textValue()).isEqualTo("standard");
        assertThat(events.get(5).at("/delta/signature").textValue()).isEqualTo("c2ln");
        assertThat(events.get(7).get("content_block")).isEqualTo(json.valueToTree(redacted));
        assertThat(events.get(11).get("delta")).isEqualTo(json.valueToTree(citation));
        assertThat(events.get(13).at("/delta/stop_reason").textValue()).isEqualTo("model_context_window_exceeded");
    }

    @Test
    void parallelCallsThatComeMixedGoOutOneAfterTheOther() {
        List<ObjectNode> events = write(
                new ChatDelta.PartOpened(0, 0, call("a")),
                new ChatDelta.PartOpened(0, 1, call("b")),
                args(1, "{\"x\":"),
                args(0, "{}"),
                args(1, "1}"),
                new ChatDelta.PartClosed(0, 1),
                new ChatDelta.PartOpened(0, 2, call("c")),
                new ChatDelta.PartClosed(0, 0),
                new ChatDelta.PartClosed(0, 2),
                new ChatDelta.Finished(0, FinishReason.TOOL_CALLS, null));

        assertThat(blocks(events)).containsExactly("0 a {}", "1 b {\"x\":1}", "2 c {}");
        assertThat(events.get(events.size() - 1).at("/delta/stop_reason").textValue())
                .isEqualTo("tool_use");
    }

    @Test
    void otherAlternativesAndForeignBlocksAreLeftOut() {
        List<ObjectNode> events = write(
                new ChatDelta.PartOpened(1, 0, Part.Text.of("")),
                new ChatDelta.PartOpened(0, 0, new Part.Opaque(Dialect.OPENAI_CHAT, "audio", Map.of())),
                new ChatDelta.PartClosed(0, 0),
                new ChatDelta.PartOpened(0, 1, Part.Text.of("")),
                grew(0, 1, Growth.TEXT, "x"),
                new ChatDelta.Finished(1, FinishReason.LENGTH, null),
                new ChatDelta.Finished(0, FinishReason.STOP, null));

        assertThat(names(events))
                .containsExactly(
                        "message_start",
                        "ping",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta");
        assertThat(events.get(5).at("/delta/stop_reason").textValue()).isEqualTo("end_turn");
    }

    @Test
    void blocksNeverInterleaveAndNothingIsLost() {
        ForAll.seeds(random -> {
            int calls = random.nextInt(1, 6);
            Map<Integer, StringBuilder> said = new TreeMap<>();
            List<ObjectNode> events = write(mixed(random, calls, said).toArray(ChatDelta[]::new));
            List<String> expected = new ArrayList<>();
            said.forEach((part, text) ->
                    expected.add(part + " call" + part + " " + (text.isEmpty() ? "{}" : text.toString())));

            assertThat(blocks(events)).containsExactlyElementsOf(expected);
        });
    }

    @Test
    void aFailureAfterTheFirstContentIsAnErrorEventOfTheDialect() {
        MessageEvents events = new MessageEvents(json, stream(), "req_1");
        PartialAnswer half = new PartialAnswer(2, 1, true);

        assertThat(text(events.error(ErrorCode.UPSTREAM_OVERLOADED, "busy", half)))
                .isEqualTo("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                        + "\"message\":\"busy\",\"delivered\":{\"characters\":2,\"output_tokens\":1,\"resumable\":true}},"
                        + "\"request_id\":\"req_1\"}\n\n");
        assertThat(text(events.error(ErrorCode.UPSTREAM_TIMEOUT, "late", half))).contains("\"timeout_error\"");
        assertThat(text(events.error(ErrorCode.UPSTREAM_ERROR, "odd", half))).contains("\"api_error\"");
        assertThat(text(events.terminal(Usage.NONE)))
                .isEqualTo("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    }

    private static List<ChatDelta> mixed(RandomGenerator random, int calls, Map<Integer, StringBuilder> said) {
        List<ChatDelta> deltas = new ArrayList<>();
        List<Integer> growing = new ArrayList<>();
        int opened = 0;
        while (opened < calls || !growing.isEmpty()) {
            if (opened < calls && (growing.isEmpty() || random.nextInt(4) == 0)) {
                deltas.add(new ChatDelta.PartOpened(0, opened, call("call" + opened)));
                said.put(opened, new StringBuilder());
                growing.add(opened++);
                continue;
            }
            Integer part = growing.get(random.nextInt(growing.size()));
            if (random.nextInt(4) == 0) {
                growing.remove(part);
                deltas.add(new ChatDelta.PartClosed(0, part));
            } else {
                String piece = Integer.toString(random.nextInt(100));
                said.get(part).append(piece);
                deltas.add(args(part, piece));
            }
        }
        return deltas;
    }

    /** Each block as its index, tool and arguments; fails where two are open at once. */
    private static List<String> blocks(List<ObjectNode> events) {
        List<String> blocks = new ArrayList<>();
        StringBuilder open = null;
        for (ObjectNode event : events) {
            switch (event.get("type").textValue()) {
                case "content_block_start" -> {
                    assertThat(open).as("another block is open").isNull();
                    assertThat(event.get("index").intValue()).isEqualTo(blocks.size());
                    open = new StringBuilder(blocks.size() + " "
                            + event.at("/content_block/name").textValue() + " ");
                }
                case "content_block_delta" -> {
                    assertThat(event.get("index").intValue()).isEqualTo(blocks.size());
                    open.append(event.at("/delta/partial_json").textValue());
                }
                case "content_block_stop" -> {
                    blocks.add(open.toString());
                    open = null;
                }
                default -> assertThat(event.get("type").textValue()).isIn("message_start", "ping", "message_delta");
            }
        }
        assertThat(open).as("a block was left open").isNull();
        return blocks;
    }

    private List<ObjectNode> write(ChatDelta... deltas) {
        MessageStream stream = stream();
        List<ObjectNode> events = new ArrayList<>();
        for (ChatDelta delta : deltas) {
            if (delta instanceof ChatDelta.Used used) {
                usage = used.usage();
            }
            events.addAll(stream.write(delta));
        }
        events.addAll(stream.last());
        return events;
    }

    private MessageStream stream() {
        return new MessageStream(json, "msg_1", "gpt-4o", () -> usage);
    }

    private static Part call(String name) {
        return new Part.ToolCall("id_" + name, name, "", Map.of());
    }

    private static ChatDelta grew(int part, Growth growth, String piece) {
        return grew(0, part, growth, piece);
    }

    private static ChatDelta grew(int choice, int part, Growth growth, String piece) {
        return new ChatDelta.PartGrew(choice, part, growth, piece, Map.of());
    }

    private static ChatDelta args(int part, String piece) {
        return grew(0, part, Growth.ARGUMENTS, piece);
    }

    private static List<String> names(List<ObjectNode> events) {
        return events.stream().map(event -> event.get("type").textValue()).toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
