package dev.quartermaster.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.chat.ProviderFields;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a whole answer as a {@code chat.completion} object. */
final class ChatReplyWriter {

    private final ObjectMapper json;

    ChatReplyWriter(ObjectMapper json) {
        this.json = json;
    }

    /**
     * @param id of the answer, used where the provider gave none
     * @param created seconds since the epoch
     * @param model the name to show where the provider does not say which model served
     */
    ObjectNode write(ChatReply reply, String id, long created, String model) {
        ObjectNode node = json.createObjectNode();
        node.put("id", reply.id() == null ? id : reply.id());
        node.put("object", "chat.completion");
        node.put("created", created);
        node.put("model", reply.servedModel() == null ? model : reply.servedModel());
        ArrayNode choices = node.putArray("choices");
        reply.choices().forEach(choice -> choices.add(choice(choice, reply.dialect())));
        node.set("usage", UsageWriter.write(reply.usage()));
        passThrough(node, reply.extra(), reply.dialect());
        return node;
    }

    private ObjectNode choice(Choice choice, Dialect dialect) {
        ObjectNode node = json.createObjectNode();
        node.put("index", choice.index());
        node.set("message", message(choice, dialect));
        node.set("logprobs", json.valueToTree(choice.extra().get("logprobs")));
        node.put("finish_reason", finishReason(choice.finish()));
        passThrough(node, choice.extra(), dialect);
        return node;
    }

    private ObjectNode message(Choice choice, Dialect dialect) {
        ObjectNode message = json.createObjectNode();
        message.put("role", "assistant");
        StringBuilder text = null;
        StringBuilder thinking = null;
        message.putNull("content");
        message.putNull("refusal");
        for (Part part : choice.parts()) {
            if (part instanceof Part.Text piece) {
                text = append(text, piece.text());
            } else if (part instanceof Part.Thinking piece) {
                thinking = append(thinking, piece.text());
            } else if (part instanceof Part.Refusal refusal) {
                message.put("refusal", refusal.text());
            } else if (part instanceof Part.ToolCall call) {
                message.withArray("tool_calls").add(toolCall(call, dialect));
            } else if (part instanceof Part.Opaque call && call.dialect() == Dialect.OPENAI_CHAT) {
                // What this dialect's answers hold beside texts are calls; one of a kind unknown here is kept whole.
                message.withArray("tool_calls").add(json.<JsonNode>valueToTree(call.extra()));
            }
        }
        if (text != null) {
            message.put("content", text.toString());
        }
        if (thinking != null) {
            message.put("reasoning_content", thinking.toString());
        }
        Signatures.write(json, message, choice.parts());
        passThrough(message, choice.messageExtra(), dialect);
        return message;
    }

    private ObjectNode toolCall(Part.ToolCall call, Dialect dialect) {
        ObjectNode node = json.createObjectNode();
        node.put("id", call.id());
        ToolCallWriter.write(node, call);
        passThrough(node, call.extra(), dialect);
        Signatures.write(json, node, call);
        return node;
    }

    private void passThrough(ObjectNode node, Map<String, Object> extra, Dialect dialect) {
        if (dialect == Dialect.OPENAI_CHAT) {
            ProviderFields.merge(json, node, extra);
        }
    }

    private static StringBuilder append(@Nullable StringBuilder sofar, String text) {
        return (sofar == null ? new StringBuilder() : sofar).append(text);
    }

    /** The dialect's word for why a model stopped. */
    static String finishReason(FinishReason reason) {
        return switch (reason) {
            case STOP, STOP_SEQUENCE, PAUSE -> "stop";
            case LENGTH -> "length";
            case TOOL_CALLS -> "tool_calls";
            case CONTENT_FILTER, REFUSAL -> "content_filter";
        };
    }
}
