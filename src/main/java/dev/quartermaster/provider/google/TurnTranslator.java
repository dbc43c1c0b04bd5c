package dev.quartermaster.provider.google;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.provider.translation.Fields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes a conversation: all instructions apart, and turns of one role that follow each other as one. The first turn is
 * the user's, and in a user's turn the tools' answers stand before all else and in the order of their calls, as the API
 * matches them.
 */
final class TurnTranslator {

    private static final String MODEL = "model";
    private static final String USER = "user";

    /** Stands before a conversation that the model begins. */
    private static final Map<String, Object> SILENCE = Map.of("text", "…");

    private final Context context;
    private final PartWriter parts;
    private final List<Map<String, Object>> system = new ArrayList<>();
    private final List<Map<String, Object>> contents = new ArrayList<>();
    private final Map<String, String> toolNames = new HashMap<>();
    private List<Map<String, Object>> turn = new ArrayList<>();
    private @Nullable String role;
    /** The ids of the calls in the turn before. */
    private List<Object> calls = List.of();

    TurnTranslator(Context context) {
        this.context = context;
        this.parts = new PartWriter(context, toolNames);
        List<Message> messages = context.request().messages();
        for (int i = 0; i < messages.size(); i++) {
            take(messages.get(i), i);
        }
        flush();
    }

    /**
     * Instructions alone are taken for what the user says.
     *
     * @throws QuartermasterException when there is nothing to answer
     */
    List<Map<String, Object>> contents() {
        if (!contents.isEmpty()) {
            return contents;
        }
        if (system.isEmpty()) {
            String field = context.paths().of(RequestField.MESSAGES);
            throw QuartermasterException.invalid(field, "a conversation needs at least one turn of its user");
        }
        return List.of(turn(USER, system));
    }

    /** Null where there is none. */
    @Nullable Map<String, Object> systemInstruction() {
        return system.isEmpty() || contents.isEmpty() ? null : Map.of("parts", system);
    }

    private void take(Message message, int position) {
        if (message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER) {
            system.addAll(parts.instructions(message, position));
            return;
        }
        for (Part part : message.parts()) {
            if (part instanceof Part.ToolCall call) {
                toolNames.put(call.id(), call.name());
            }
        }
        List<Map<String, Object>> written = parts.write(message, position);
        String wire = message.role() == Role.ASSISTANT ? MODEL : USER;
        if (!wire.equals(role) && !written.isEmpty()) {
            flush();
            role = wire;
        }
        turn.addAll(written);
    }

    private void flush() {
        if (!turn.isEmpty()) {
            if (contents.isEmpty() && role.equals(MODEL)) {
                contents.add(turn(USER, List.of(SILENCE)));
            }
            contents.add(turn(role, resultsFirst(turn, calls)));
            calls = turn.stream()
                    .map(part -> id(part, "functionCall"))
                    .filter(Objects::nonNull)
                    .toList();
        }
        turn = new ArrayList<>();
    }

    private static List<Map<String, Object>> resultsFirst(List<Map<String, Object>> parts, List<Object> calls) {
        List<Map<String, Object>> ordered = new ArrayList<>(parts.stream()
                .filter(ResultWriter::isResult)
                .sorted(Comparator.comparingInt(result -> calls.indexOf(id(result, "functionResponse"))))
                .toList());
        parts.stream().filter(part -> !ResultWriter.isResult(part)).forEach(ordered::add);
        return ordered;
    }

    private static @Nullable Object id(Map<String, Object> part, String kind) {
        return part.get(kind) instanceof Map<?, ?> data ? data.get("id") : null;
    }

    private static Map<String, Object> turn(@Nullable String role, List<Map<String, Object>> parts) {
        return Fields.with("role", role).set("parts", parts).map();
    }
}
