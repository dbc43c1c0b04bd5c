package dev.quartermaster.provider.anthropic;

import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.translation.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads the content blocks of an answer. One without a shared form is kept whole. */
final class BlockReader {

    private final Json json;

    BlockReader(Json json) {
        this.json = json;
    }

    Part part(Map<String, Object> block) {
        String type = required(block, "type");
        return switch (type) {
            case "text" -> new Part.Text(text(block, "text"), without(block, Set.of("type", "text")));
            case "thinking" -> thinking(block);
            case "tool_use" -> toolCall(block, json.text(block.getOrDefault("input", Map.of())));
            default -> opaque(block);
        };
    }

    static Part opaque(Map<String, Object> block) {
        return new Part.Opaque(Dialect.ANTHROPIC_MESSAGES, required(block, "type"), block);
    }

    static Part toolCall(Map<String, Object> block, String arguments) {
        return new Part.ToolCall(
                required(block, "id"),
                required(block, "name"),
                arguments,
                without(block, Set.of("type", "id", "name", "input")));
    }

    private static Part thinking(Map<String, Object> block) {
        Object signature = block.get("signature");
        return new Part.Thinking(
                text(block, "thinking"),
                signature instanceof String seal ? seal : null,
                without(block, Set.of("type", "thinking", "signature")));
    }

    /** The field's text, empty where it is missing. */
    static String text(Map<String, Object> object, String field) {
        return object.get(field) instanceof String text ? text : "";
    }

    private static String required(Map<String, Object> block, String field) {
        if (block.get(field) instanceof String text) {
            return text;
        }
        throw FailureClassifier.unreadable();
    }

    private static Map<String, Object> without(Map<String, Object> block, Set<String> known) {
        Map<String, Object> rest = new LinkedHashMap<>(block);
        rest.keySet().removeAll(known);
        return rest;
    }
}
