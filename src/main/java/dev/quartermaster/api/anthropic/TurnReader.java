package dev.quartermaster.api.anthropic;

import dev.quartermaster.api.JsonFields;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the instructions and the turns of a request; the instructions become the first message. */
final class TurnReader {

    private static final String SYSTEM = "system";
    private static final String CONTENT = "content";

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
        Role role = role(message);
        message.required(CONTENT, message.take(CONTENT));
        return new Message(role, BlockReader.content(message, CONTENT), null, message.rest());
    }

    private static Role role(JsonFields message) {
        return switch (message.requiredText("role")) {
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case SYSTEM -> Role.SYSTEM;
            default ->
                throw QuartermasterException.invalid(
                        message.path("role"), "'" + message.path("role") + "' must be user, assistant or system");
        };
    }
}
