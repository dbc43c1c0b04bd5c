package dev.quartermaster.api.anthropic;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.chat.ProviderFields;
import dev.quartermaster.domain.chat.Dialect;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The message object, with the fields that the dialect requires, two of them also where they are null, and the rule for
 * what else goes into it: fields of a provider that speaks this dialect itself, and of no other.
 */
final class MessageFrame {

    private final ObjectMapper json;

    MessageFrame(ObjectMapper json) {
        this.json = json;
    }

    /** A message without content, stop reason or usage. */
    ObjectNode message(String id, @Nullable String model) {
        ObjectNode message = json.createObjectNode();
        message.put("id", id);
        message.put("type", "message");
        message.put("role", "assistant");
        message.put("model", model);
        message.putArray("content");
        message.putNull("stop_reason");
        message.putNull("stop_sequence");
        return message;
    }

    /** Adds a provider's own fields where it speaks this dialect. */
    void pass(ObjectNode node, Map<String, Object> extra, Dialect from) {
        if (from == Dialect.ANTHROPIC_MESSAGES) {
            ProviderFields.merge(json, node, extra);
        }
    }

    /** Its own id where the provider speaks this dialect: only then does it look like one. */
    static String id(@Nullable String own, Dialect from, String fallback) {
        return own != null && from == Dialect.ANTHROPIC_MESSAGES ? own : fallback;
    }
}
