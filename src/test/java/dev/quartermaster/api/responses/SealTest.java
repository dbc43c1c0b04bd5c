package dev.quartermaster.api.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.ItemMark;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ThoughtSignature;
import dev.quartermaster.testing.ForAll;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What a provider wants back with its model's words survives a client of this dialect, whole and streamed. */
class SealTest {

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void sealsComeBackWithWhatTheySeal() {
        ForAll.seeds(random -> {
            List<Part> parts = parts(random);

            assertThat(read(whole(parts))).isEqualTo(parts);
            assertThat(read(streamed(parts))).isEqualTo(parts);
        });
    }

    @Test
    void aSealFindsItsCallWhereverTheClientPutsIt() {
        Part call = new Part.ToolCall("c1", "f", "{}", Map.of("thoughtSignature", "s"));
        ArrayNode output = whole(List.of(call));
        ArrayNode turned = json.createArrayNode().add(output.get(1)).add(output.get(0));

        assertThat(read(turned)).containsExactly(call);
    }

    private static List<Part> parts(RandomGenerator random) {
        List<Part> parts = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            Map<String, Object> seal = random.nextBoolean() ? Map.of("thoughtSignature", "s" + i) : Map.of();
            switch (random.nextInt(4)) {
                case 0 -> parts.add(new Part.Text("t" + i, seal));
                case 1 ->
                    parts.add(new Part.Thinking(
                            "h" + i, random.nextBoolean() ? "sig" + i : null, Map.of("thoughtSignature", "t")));
                case 2 ->
                    parts.add(new Part.Opaque(
                            Dialect.ANTHROPIC_MESSAGES,
                            "redacted_thinking",
                            Map.of("type", "redacted_thinking", "data", "d" + i)));
                default -> parts.add(new Part.ToolCall("c" + i, "f", "{}", seal));
            }
        }
        return parts;
    }

    private ArrayNode whole(List<Part> parts) {
        Choice choice = new Choice(0, parts, FinishReason.STOP, null, Map.of(), Map.of());
        ChatReply reply = new ChatReply(Dialect.GOOGLE_GENERATE, "r", "m", List.of(choice), Usage.NONE, Map.of());
        return (ArrayNode) new ResponsesAnswerWriter(json, Instant.EPOCH, json.createObjectNode())
                .write(Frames.frame(json), reply)
                .get("output");
    }

    private ArrayNode streamed(List<Part> parts) throws Exception {
        ResponseEvents writer = new ResponseEvents(json, Frames.frame(json));
        writer.step(new ChatDelta.Started(Dialect.GOOGLE_GENERATE, "r", "m", Map.of()));
        for (int i = 0; i < parts.size(); i++) {
            for (ChatDelta delta : deltas(i, parts.get(i))) {
                writer.step(delta);
            }
        }
        writer.step(new ChatDelta.Finished(0, FinishReason.STOP, null));
        writer.closing(Usage.NONE);
        String last = new String(writer.terminal(Usage.NONE), java.nio.charset.StandardCharsets.UTF_8);
        JsonNode event = json.readTree(last.substring(last.indexOf("data: ") + 6));
        return (ArrayNode) event.path("response").path("output");
    }

    /** As the adapters hand them out: a text's further fields come with a piece, a call's when it opens. */
    private static List<ChatDelta> deltas(int index, Part part) {
        List<ChatDelta> deltas = new ArrayList<>();
        if (part instanceof Part.Text text) {
            deltas.add(new ChatDelta.PartOpened(0, index, Part.Text.of("")));
            deltas.add(new ChatDelta.PartGrew(0, index, Growth.TEXT, text.text(), text.extra()));
        } else if (part instanceof Part.Thinking thinking) {
            deltas.add(new ChatDelta.PartOpened(0, index, new Part.Thinking("", null, Map.of())));
            deltas.add(new ChatDelta.PartGrew(0, index, Growth.THINKING, thinking.text(), thinking.extra()));
            if (thinking.signature() != null) {
                deltas.add(new ChatDelta.PartGrew(0, index, Growth.SIGNATURE, thinking.signature(), Map.of()));
            }
        } else {
            deltas.add(new ChatDelta.PartOpened(0, index, part));
        }
        deltas.add(new ChatDelta.PartClosed(0, index));
        return deltas;
    }

    private List<Part> read(ArrayNode output) {
        ObjectNode body = json.createObjectNode().put("model", "m").set("input", output);
        List<Message> messages =
                new ResponsesRequestReader(json).read(body).chat().messages();
        assertThat(messages).hasSize(1);
        return messages.get(0).parts().stream().map(SealTest::plain).toList();
    }

    /** Without what this dialect adds: ids, states, places. */
    private static Part plain(Part part) {
        return part instanceof Part.Opaque
                ? part
                : Turns.withExtra(part, ThoughtSignature.fields(ItemMark.without(part.extra())));
    }
}
