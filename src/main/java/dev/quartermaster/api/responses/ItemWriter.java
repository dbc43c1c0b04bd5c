package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.chat.Part;
import java.util.Map;

/** Writes output items and their content; every field that the strictest client reads is there, also where empty. */
final class ItemWriter {

    static final String COMPLETED = "completed";
    static final String IN_PROGRESS = "in_progress";
    static final String INCOMPLETE = "incomplete";

    private final ObjectMapper json;
    private final ReasoningSeal seal;

    ItemWriter(ObjectMapper json) {
        this.json = json;
        this.seal = new ReasoningSeal(json);
    }

    ObjectNode message(String id, String status, Iterable<ObjectNode> content) {
        ObjectNode item = item(id, "message", status).put("role", "assistant");
        ArrayNode parts = item.putArray("content");
        content.forEach(parts::add);
        return item;
    }

    ObjectNode text(String text, ArrayNode logprobs) {
        ObjectNode part = json.createObjectNode().put("type", "output_text").put("text", text);
        part.putArray("annotations");
        part.set("logprobs", logprobs);
        return part;
    }

    ObjectNode refusal(String text) {
        return json.createObjectNode().put("type", "refusal").put("refusal", text);
    }

    ObjectNode call(String id, String status, Part.ToolCall call, String arguments) {
        return item(id, "function_call", status)
                .put("call_id", call.id())
                .put("name", call.name())
                .put("arguments", arguments);
    }

    ObjectNode reasoning(String id, String status, Part.Thinking thinking) {
        ObjectNode item = item(id, "reasoning", status);
        ArrayNode summary = item.putArray("summary");
        if (!thinking.text().isEmpty()) {
            summary.add(summary(thinking.text()));
        }
        return item.put("encrypted_content", seal.of(thinking));
    }

    /** A block of the provider's own that a client can only hand back. */
    ObjectNode sealed(String id, Part.Opaque block) {
        ObjectNode item = item(id, "reasoning", COMPLETED);
        item.putArray("summary");
        return item.put("encrypted_content", seal.of(block));
    }

    ObjectNode summary(String text) {
        return json.createObjectNode().put("type", "summary_text").put("text", text);
    }

    /** What stands under {@code logprobs} in the provider's own form, as a list of this dialect. */
    ArrayNode logprobs(Map<String, Object> extra) {
        JsonNode reported = json.valueToTree(extra.get("logprobs"));
        ArrayNode list = json.createArrayNode();
        if (reported != null && reported.path("content").isArray()) {
            reported.path("content").forEach(list::add);
        }
        return list;
    }

    private ObjectNode item(String id, String type, String status) {
        return json.createObjectNode().put("id", id).put("type", type).put("status", status);
    }
}
