package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.api.JsonFields;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads items into turns. What a model said in one answer stands here as several items (reasoning, a message, calls) and
 * in the internal form as the parts of one turn, which is also how other providers want it sent back.
 */
final class ItemReader {

    private final ReasoningSeal seal;

    ItemReader(ReasoningSeal seal) {
        this.seal = seal;
    }

    List<Message> readAll(List<JsonNode> nodes, String path) {
        Turns turns = new Turns();
        for (int i = 0; i < nodes.size(); i++) {
            read(JsonFields.of(nodes.get(i), path + "[" + i + "]"), turns);
        }
        return turns.finish();
    }

    private void read(JsonFields item, Turns turns) {
        String type = item.text("type");
        if (type == null || type.equals("message")) {
            message(item, turns);
            return;
        }
        switch (type) {
            case "function_call" ->
                turns.said(new Part.ToolCall(
                        item.requiredText("call_id"),
                        item.requiredText("name"),
                        item.requiredText("arguments"),
                        Map.of()));
            case "function_call_output" -> turns.turn(Message.of(Role.TOOL, output(item)));
            case "reasoning" -> turns.said(reasoning(item));
            case "item_reference" ->
                throw QuartermasterException.invalid(
                        item.path("type"), "items cannot be referred to: answers are not kept; send the item itself");
            default -> turns.said(new Part.Opaque(Dialect.OPENAI_RESPONSES, type, item.all()));
        }
    }

    private static void message(JsonFields item, Turns turns) {
        Role role = role(item);
        item.required("content", item.take("content"));
        List<Part> content = ContentReader.read(item, "content");
        if (role == Role.ASSISTANT) {
            content.forEach(turns::said);
        } else {
            turns.turn(new Message(role, content, null, Map.of()));
        }
    }

    private static Role role(JsonFields item) {
        return switch (item.requiredText("role")) {
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "system" -> Role.SYSTEM;
            case "developer" -> Role.DEVELOPER;
            default ->
                throw QuartermasterException.invalid(
                        item.path("role"), "'" + item.path("role") + "' must be user, assistant, system or developer");
        };
    }

    private static Part output(JsonFields item) {
        String call = item.requiredText("call_id");
        item.required("output", item.take("output"));
        return new Part.ToolResult(call, ContentReader.read(item, "output"), false, Map.of());
    }

    /** Reasoning that was sealed elsewhere has no meaning for any model behind this service and goes along unsealed. */
    private Part reasoning(JsonFields item) {
        StringBuilder text = new StringBuilder();
        List<JsonNode> summary = item.list("summary");
        for (int i = 0; i < summary.size(); i++) {
            JsonFields piece = JsonFields.of(summary.get(i), item.path("summary") + "[" + i + "]");
            text.append(i == 0 ? "" : "\n\n").append(piece.requiredText("text"));
        }
        String sealed = item.text("encrypted_content");
        return seal.open(sealed, text.toString()).orElseGet(() -> new Part.Thinking(text.toString(), null, item.all()));
    }

    /** Turns as they come together: what the model said goes on in one turn until somebody else speaks. */
    private static final class Turns {

        private final List<Message> turns = new ArrayList<>();
        private final List<Part> spoken = new ArrayList<>();

        void said(Part part) {
            spoken.add(part);
        }

        void turn(Message message) {
            close();
            turns.add(message);
        }

        List<Message> finish() {
            close();
            return turns;
        }

        private void close() {
            if (!spoken.isEmpty()) {
                turns.add(new Message(Role.ASSISTANT, spoken, null, Map.of()));
                spoken.clear();
            }
        }
    }
}
