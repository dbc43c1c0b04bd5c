package dev.quartermaster.api.anthropic;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.chat.ChatFields;
import dev.quartermaster.api.chat.ReasoningEnvelope;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the instructions and the turns of a request; the instructions become the first message. */
final class TurnReader {

    private static final String SYSTEM = "system";
    private static final String CONTENT = "content";
    private static final ReasoningEnvelope SEAL = new ReasoningEnvelope(new ObjectMapper());

    private TurnReader() {}

    static List<Message> read(JsonFields fields) {
        if (fields.list("messages").isEmpty()) {
            throw QuartermasterException.invalid("messages", "'messages' must hold at least one message");
        }
        List<Message> messages = new ArrayList<>();
        if (fields.take(SYSTEM) != null) {
            messages.add(new Message(Role.SYSTEM, BlockReader.content(fields, SYSTEM), null, Map.of()));
        }
        messages.addAll(fields.each("messages", TurnReader::turn));
        return messages;
    }

    private static Message turn(JsonFields message) {
        Role role = ChatFields.role(message, Role.USER, Role.ASSISTANT, Role.SYSTEM);
        message.required(CONTENT, message.take(CONTENT));
        List<Part> content = BlockReader.content(message, CONTENT);
        return new Message(role, role == Role.ASSISTANT ? unsealed(content) : content, null, message.rest());
    }

    /** Gives what was sealed in a block of its own back to the call that it belongs to. */
    private static List<Part> unsealed(List<Part> content) {
        Map<String, Map<String, Object>> signatures = new HashMap<>();
        List<Part> parts = new ArrayList<>(content.size());
        for (Part part : content) {
            ReasoningEnvelope.Opened opened = opened(part);
            if (opened == null) {
                parts.add(part);
            } else if (opened.callId() != null) {
                signatures.put(opened.callId(), opened.seal());
            }
        }
        if (!signatures.isEmpty()) {
            parts.replaceAll(part -> part instanceof Part.ToolCall call && signatures.containsKey(call.id())
                    ? call.plus(signatures.get(call.id()))
                    : part);
        }
        return parts;
    }

    private static ReasoningEnvelope.@Nullable Opened opened(Part part) {
        return part instanceof Part.Opaque block
                        && block.type().equals(BlockWriter.REDACTED)
                        && block.extra().get("data") instanceof String data
                ? SEAL.open(data, "").orElse(null)
                : null;
    }
}
