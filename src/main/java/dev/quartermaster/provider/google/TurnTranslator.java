package dev.quartermaster.provider.google;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.provider.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a conversation: all instructions apart, and turns of one role that follow each other as one. A tool's result
 * names its tool, which callers know by the call's id only.
 */
final class TurnTranslator {

    private final Context context;
    private final PartWriter parts;
    private final List<Map<String, Object>> system = new ArrayList<>();
    private final List<Map<String, Object>> contents = new ArrayList<>();
    private final Map<String, String> toolNames = new HashMap<>();
    private List<Map<String, Object>> turn = new ArrayList<>();
    private String role;

    TurnTranslator(Context context) {
        this.context = context;
        this.parts = new PartWriter(context, toolNames);
        List<Message> messages = context.request().messages();
        for (int i = 0; i < messages.size(); i++) {
            take(messages.get(i), "messages[" + i + "]");
        }
        flush();
    }

    /** @throws QuartermasterException when there is nothing to answer */
    List<Map<String, Object>> contents() {
        if (contents.isEmpty()) {
            throw QuartermasterException.invalid("messages", "a conversation needs at least one turn of its user");
        }
        return contents;
    }

    /** Null where there is none. */
    Map<String, Object> systemInstruction() {
        return system.isEmpty() ? null : Map.of("parts", system);
    }

    private void take(Message message, String field) {
        if (message.name() != null) {
            context.lost(field + ".name", "this provider's models know no names of participants");
        }
        for (Part part : message.parts()) {
            if (part instanceof Part.ToolCall call) {
                toolNames.put(call.id(), call.name());
            }
        }
        List<Map<String, Object>> written = parts.write(message.parts(), field + ".content");
        if (message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER) {
            system.addAll(written);
            return;
        }
        String wire = message.role() == Role.ASSISTANT ? "model" : "user";
        if (!wire.equals(role)) {
            flush();
            role = wire;
        }
        turn.addAll(written);
    }

    private void flush() {
        if (!turn.isEmpty()) {
            contents.add(Fields.with("role", role).set("parts", turn).map());
        }
        turn = new ArrayList<>();
    }
}
