package dev.quartermaster.api.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.core.ObjectMappers;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.inference.streaming.PartialAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Streams, event by event, as the official client's strict reading and its accumulator see them. */
class ResponseEventsTest {

    private final ObjectMapper json = new ObjectMapper();
    private final ResponseEvents writer = new ResponseEvents(json, Frames.frame(json));
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void aTextGoesOutInTheDialectsOrder() throws Exception {
        steps(
                started(),
                opened(0, Part.Text.of("")),
                grew(0, Growth.TEXT, "Hel"),
                grew(0, Growth.TEXT, "lo"),
                new ChatDelta.PartClosed(0, 0),
                new ChatDelta.Finished(0, FinishReason.STOP, null));
        end();

        assertThat(types())
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
        Response response = accumulated();
        assertThat(response.status()).contains(ResponseStatus.COMPLETED);
        assertThat(response.output()
                        .get(0)
                        .asMessage()
                        .content()
                        .get(0)
                        .asOutputText()
                        .text())
                .isEqualTo("Hello");
        assertThat(response.usage().orElseThrow().totalTokens()).isEqualTo(10);
        assertThat(response.model().asString()).isEqualTo("m-2");
    }

    @Test
    void reasoningThenTextThenCallsBesideEachOther() throws Exception {
        steps(
                started(),
                opened(0, new Part.Thinking("", null, Map.of())),
                grew(0, Growth.THINKING, "Hm."),
                grew(0, Growth.SIGNATURE, "sig"),
                new ChatDelta.PartClosed(0, 0),
                opened(1, Part.Text.of("")),
                grew(1, Growth.TEXT, "Looking."),
                new ChatDelta.PartClosed(0, 1),
                opened(2, new Part.ToolCall("a", "f", "", Map.of())),
                opened(3, new Part.ToolCall("b", "g", "{}", Map.of())),
                grew(2, Growth.ARGUMENTS, "{\"x\":1}"),
                new ChatDelta.PartClosed(0, 2),
                new ChatDelta.PartClosed(0, 3),
                new ChatDelta.Finished(0, FinishReason.TOOL_CALLS, null));
        end();

        assertThat(types())
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.reasoning_summary_part.added",
                        "response.reasoning_summary_text.delta",
                        "response.reasoning_summary_text.done",
                        "response.reasoning_summary_part.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.output_item.added",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done",
                        "response.output_item.done",
                        "response.function_call_arguments.done",
                        "response.output_item.done",
                        "response.completed");
        Response response = accumulated();
        assertThat(response.output()).hasSize(4);
        assertThat(response.output().get(0).asReasoning().encryptedContent().orElseThrow())
                .startsWith("qm1.");
        assertThat(response.output().get(2).asFunctionCall().arguments()).isEqualTo("{\"x\":1}");
        assertThat(response.output().get(3).asFunctionCall().arguments()).isEqualTo("{}");
    }

    @Test
    void aRefusalIsAPartOfItsOwn() throws Exception {
        steps(
                started(),
                opened(0, new Part.Refusal("", Map.of())),
                grew(0, Growth.REFUSAL, "No."),
                new ChatDelta.PartClosed(0, 0),
                new ChatDelta.Finished(0, FinishReason.STOP, null));
        end();

        assertThat(types()).contains("response.refusal.delta", "response.refusal.done");
        assertThat(accumulated()
                        .output()
                        .get(0)
                        .asMessage()
                        .content()
                        .get(0)
                        .asRefusal()
                        .refusal())
                .isEqualTo("No.");
    }

    @Test
    void anAnswerThatWasCutEndsIncomplete() throws Exception {
        steps(
                started(),
                opened(0, Part.Text.of("To be")),
                new ChatDelta.PartClosed(0, 0),
                new ChatDelta.Finished(0, FinishReason.LENGTH, null));
        end();

        assertThat(types()).endsWith("response.incomplete");
        assertThat(accumulated().status()).contains(ResponseStatus.INCOMPLETE);
    }

    /** The SDK has no other way to fields that it does not know. */
    @SuppressWarnings("deprecation")
    @Test
    void aBrokenStreamEndsFailedWithWhatThereWas() throws Exception {
        steps(started(), opened(0, Part.Text.of("")), grew(0, Growth.TEXT, "Hel"));
        written.writeBytes(writer.error(
                ErrorCode.UPSTREAM_ERROR, "the provider's answer was cut off", new PartialAnswer(2, 1, true)));

        assertThat(types()).endsWith("response.failed").doesNotContain("response.completed");
        Response response = accumulated();
        assertThat(response.status()).contains(ResponseStatus.FAILED);
        assertThat(response.error().orElseThrow().message()).isEqualTo("the provider's answer was cut off");
        assertThat(response.error().orElseThrow()._additionalProperties().get("delivered"))
                .hasToString("{characters=2, output_tokens=1, resumable=true}");
        assertThat(response.output()
                        .get(0)
                        .asMessage()
                        .content()
                        .get(0)
                        .asOutputText()
                        .text())
                .isEqualTo("Hel");
    }

    private static ChatDelta started() {
        return new ChatDelta.Started(Dialect.OPENAI_CHAT, "c1", "m-2", Map.of());
    }

    private static ChatDelta opened(int index, Part part) {
        return new ChatDelta.PartOpened(0, index, part);
    }

    private static ChatDelta grew(int index, Growth growth, String piece) {
        return new ChatDelta.PartGrew(0, index, growth, piece, Map.of());
    }

    private void steps(ChatDelta... deltas) {
        for (ChatDelta delta : deltas) {
            written.writeBytes(writer.step(delta));
        }
    }

    private void end() {
        Usage usage = new Usage(3, 2, 0, 0, 5, 1, 0, false);
        written.writeBytes(writer.closing(usage));
        written.writeBytes(writer.terminal(usage));
    }

    private List<JsonNode> events() throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String frame : written.toString(StandardCharsets.UTF_8).split("\n\n")) {
            String[] lines = frame.split("\n");
            JsonNode event = json.readTree(lines[1].substring("data: ".length()));
            assertThat(lines[0]).isEqualTo("event: " + event.get("type").asText());
            assertThat(event.get("sequence_number").asInt()).isEqualTo(events.size());
            events.add(event);
        }
        return events;
    }

    private List<String> types() throws IOException {
        return events().stream().map(event -> event.get("type").asText()).toList();
    }

    private Response accumulated() throws IOException {
        ResponseAccumulator pieces = ResponseAccumulator.create();
        for (JsonNode event : events()) {
            ResponseStreamEvent read =
                    ObjectMappers.jsonMapper().readValue(event.toString(), ResponseStreamEvent.class);
            pieces.accumulate(read.validate());
        }
        return pieces.response();
    }
}
