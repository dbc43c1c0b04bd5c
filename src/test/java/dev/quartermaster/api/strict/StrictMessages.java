package dev.quartermaster.api.strict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** The strictest reader of Anthropic's message events there could be. */
final class StrictMessages {

    private static final ObjectMapper JSON = new ObjectMapper();

    private enum State {
        BEFORE,
        BETWEEN_BLOCKS,
        IN_BLOCK,
        ENDING,
        OVER,
        FAILED
    }

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thinking = new StringBuilder();
    private final List<Told.Call> calls = new ArrayList<>();
    private StringBuilder input;
    private JsonNode block;
    private State state = State.BEFORE;
    private int blocks;

    private StrictMessages() {}

    static Told read(List<Event> events) throws Exception {
        StrictMessages reader = new StrictMessages();
        for (Event event : events) {
            assertThat(event.type()).isEqualTo(event.name());
            reader.take(event.data());
        }
        assertThat(reader.state).isIn(State.OVER, State.FAILED);
        return new Told(reader.text.toString(), reader.thinking.toString(), reader.calls, reader.state == State.FAILED);
    }

    private void take(JsonNode event) throws Exception {
        switch (event.get("type").asText()) {
            case "ping" -> assertThat(state).isIn(State.BETWEEN_BLOCKS, State.IN_BLOCK);
            case "message_start" -> {
                move(State.BEFORE, State.BETWEEN_BLOCKS);
                assertThat(event.at("/message/content")).isEmpty();
                assertThat(event.at("/message/stop_reason").isNull()).isTrue();
                assertThat(event.at("/message/usage/input_tokens").isIntegralNumber())
                        .isTrue();
                assertThat(event.at("/message/usage/output_tokens").isIntegralNumber())
                        .isTrue();
            }
            case "content_block_start" -> start(event);
            case "content_block_delta" -> grow(event);
            case "content_block_stop" -> stop(event);
            case "message_delta" -> {
                move(State.BETWEEN_BLOCKS, State.ENDING);
                assertThat(event.at("/delta/stop_reason").isTextual()).isTrue();
                assertThat(event.at("/usage/output_tokens").isIntegralNumber()).isTrue();
            }
            case "message_stop" -> move(State.ENDING, State.OVER);
            case "error" -> {
                assertThat(state).isIn(State.BETWEEN_BLOCKS, State.IN_BLOCK);
                state = State.FAILED;
                assertThat(event.at("/error/type").asText()).isNotEmpty();
                assertThat(event.at("/error/message").asText()).isNotEmpty();
            }
            default -> throw new AssertionError("unknown event " + event);
        }
    }

    private void start(JsonNode event) {
        move(State.BETWEEN_BLOCKS, State.IN_BLOCK);
        assertThat(event.path("index").asInt(-1)).isEqualTo(blocks++);
        block = event.get("content_block");
        input = new StringBuilder();
        switch (block.path("type").asText()) {
            case "text" -> text.append(block.get("text").textValue());
            case "thinking" -> {
                thinking.append(block.get("thinking").textValue());
                assertThat(block.get("signature").isTextual()).isTrue();
            }
            case "tool_use" -> {
                assertThat(block.path("id").asText()).isNotEmpty();
                assertThat(block.get("input")).isEmpty();
            }
            case "redacted_thinking" -> assertThat(block.path("data").asText()).isNotEmpty();
            default -> throw new AssertionError("unknown block " + block);
        }
    }

    private void grow(JsonNode event) {
        assertThat(state).isEqualTo(State.IN_BLOCK);
        assertThat(event.path("index").asInt(-1)).isEqualTo(blocks - 1);
        JsonNode delta = event.get("delta");
        String kind = block.get("type").asText();
        switch (delta.path("type").asText()) {
            case "text_delta" -> {
                assertThat(kind).isEqualTo("text");
                text.append(delta.get("text").textValue());
            }
            case "thinking_delta" -> {
                assertThat(kind).isEqualTo("thinking");
                thinking.append(delta.get("thinking").textValue());
            }
            case "signature_delta" -> assertThat(kind).isEqualTo("thinking");
            case "input_json_delta" -> {
                assertThat(kind).isEqualTo("tool_use");
                input.append(delta.get("partial_json").textValue());
            }
            default -> throw new AssertionError("unknown delta " + delta);
        }
    }

    private void stop(JsonNode event) throws Exception {
        move(State.IN_BLOCK, State.BETWEEN_BLOCKS);
        assertThat(event.path("index").asInt(-1)).isEqualTo(blocks - 1);
        if (block.get("type").asText().equals("tool_use")) {
            calls.add(new Told.Call(block.get("name").textValue(), JSON.readTree(input.toString())));
        }
    }

    private void move(State from, State to) {
        assertThat(state).isEqualTo(from);
        state = to;
    }
}
