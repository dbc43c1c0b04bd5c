package dev.quartermaster.provider.google;

import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.translation.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads the parts of an answer. A part without a shared form is kept whole; a {@code thoughtSignature} stays with the part
 * it came with.
 */
final class PartReader {

    private final Json json;

    PartReader(Json json) {
        this.json = json;
    }

    /** @param callId the id of a function call that has none of its own, as most have not */
    Part part(Map<String, Object> wire, String callId) {
        if (wire.get("functionCall") instanceof Map<?, ?> call) {
            return toolCall(call, callId, without(wire, Set.of("functionCall")));
        }
        if (wire.get("text") instanceof String text) {
            Map<String, Object> rest = without(wire, Set.of("text", "thought"));
            return isThought(wire) ? new Part.Thinking(text, null, rest) : new Part.Text(text, rest);
        }
        if (wire.get("inlineData") instanceof Map<?, ?> blob && isImage(blob)) {
            MediaSource source = new MediaSource.Inline((String) blob.get("mimeType"), (String) blob.get("data"));
            return new Part.Image(source, null, without(wire, Set.of("inlineData")));
        }
        return new Part.Opaque(Dialect.GOOGLE_GENERATE, type(wire), wire);
    }

    static boolean isThought(Map<String, Object> wire) {
        return Boolean.TRUE.equals(wire.get("thought"));
    }

    private Part toolCall(Map<?, ?> call, String callId, Map<String, Object> rest) {
        if (!(call.get("name") instanceof String name)) {
            throw FailureClassifier.unreadable();
        }
        String id = call.get("id") instanceof String own && !own.isEmpty() ? own : callId;
        Object arguments = call.get("args") == null ? Map.of() : call.get("args");
        return new Part.ToolCall(id, name, json.text(arguments), rest);
    }

    private static boolean isImage(Map<?, ?> blob) {
        return blob.get("mimeType") instanceof String type
                && type.startsWith("image/")
                && blob.get("data") instanceof String;
    }

    private static String type(Map<String, Object> wire) {
        return wire.keySet().stream()
                .filter(name -> !name.startsWith("thought"))
                .findFirst()
                .orElse("part");
    }

    private static Map<String, Object> without(Map<String, Object> wire, Set<String> known) {
        Map<String, Object> rest = new LinkedHashMap<>(wire);
        rest.keySet().removeAll(known);
        return rest;
    }
}
