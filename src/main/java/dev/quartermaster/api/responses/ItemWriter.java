package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.chat.ReasoningEnvelope;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.ItemMark;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.tool.CallArguments;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes output items and their content; every field that the strictest client reads is there, empty rather than null. */
final class ItemWriter {

    static final String COMPLETED = "completed";
    static final String IN_PROGRESS = "in_progress";
    static final String INCOMPLETE = "incomplete";

    private final ObjectMapper json;
    private final boolean own;
    private final ReasoningEnvelope seal;

    /** @param from the dialect of the provider that answers */
    ItemWriter(ObjectMapper json, @Nullable Dialect from) {
        this.json = json;
        this.own = from == Dialect.OPENAI_RESPONSES;
        this.seal = new ReasoningEnvelope(json);
    }

    ObjectNode message(String id, String status, Iterable<ObjectNode> content) {
        ObjectNode item = item(id, "message", status).put("role", "assistant");
        ArrayNode parts = item.putArray("content");
        content.forEach(parts::add);
        return item;
    }

    /** A whole part of a message, with the provider's own fields where it speaks this dialect. */
    ObjectNode content(Part part, ArrayNode logprobs) {
        ObjectNode node = part instanceof Part.Refusal refusal
                ? refusal(refusal.text())
                : text(((Part.Text) part).text(), logprobs);
        return pass(node, part.extra());
    }

    /** Adds a provider's own fields, its id among them, where it speaks this dialect. */
    ObjectNode pass(ObjectNode node, Map<String, Object> extra) {
        if (own) {
            ItemMark.without(extra).forEach((field, value) -> node.set(field, json.valueToTree(value)));
        }
        return node;
    }

    ObjectNode text(String text, @Nullable ArrayNode logprobs) {
        ObjectNode part = json.createObjectNode().put("type", "output_text").put("text", text);
        part.putArray("annotations");
        part.set("logprobs", logprobs);
        return part;
    }

    ObjectNode refusal(String text) {
        return json.createObjectNode().put("type", "refusal").put("refusal", text);
    }

    /** The beginning of the id that a call's item gets here. */
    static String prefix(Part.ToolCall call) {
        return call.custom() ? "ctc" : "fc";
    }

    /** A call whose arguments were cut off is incomplete, whatever became of the answer. */
    ObjectNode call(String id, String status, Part.ToolCall call, String arguments) {
        boolean cutOff = status.equals(COMPLETED) && !call.custom() && !CallArguments.isObject(arguments);
        ObjectNode item = item(id, call.custom() ? "custom_tool_call" : "function_call", cutOff ? INCOMPLETE : status)
                .put("call_id", call.id())
                .put("name", call.name())
                .put(call.custom() ? "input" : "arguments", arguments);
        return pass(item, call.extra());
    }

    ObjectNode reasoning(String id, String status, Part.Thinking thinking) {
        if (own && !thinking.extra().isEmpty()) {
            return json.valueToTree(thinking.extra());
        }
        ObjectNode item = item(id, "reasoning", status);
        ArrayNode summary = item.putArray("summary");
        if (!thinking.text().isEmpty()) {
            summary.add(summary(thinking.text()));
        }
        String sealed = seal.of(thinking);
        return sealed == null ? item : item.put("encrypted_content", sealed);
    }

    /** A block of the provider's own: an item of this dialect as it is, any other so that a client can hand it back. */
    ObjectNode block(String id, Part.Opaque block) {
        return block.dialect() == Dialect.OPENAI_RESPONSES
                ? json.valueToTree(ItemMark.without(block.extra()))
                : sealed(id, seal.of(block));
    }

    /** Packs what the provider wants back with another part. {@code callId} of that part; null for the text before */
    ObjectNode sealed(String id, @Nullable String callId, Map<String, Object> fields) {
        return sealed(id, seal.of(callId, fields));
    }

    private ObjectNode sealed(String id, String content) {
        ObjectNode item = item(id, "reasoning", COMPLETED);
        item.putArray("summary");
        return item.put("encrypted_content", content);
    }

    ObjectNode summary(String text) {
        return json.createObjectNode().put("type", "summary_text").put("text", text);
    }

    /** Turns the {@code logprobs} in the provider's own form into a list of this dialect. */
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
