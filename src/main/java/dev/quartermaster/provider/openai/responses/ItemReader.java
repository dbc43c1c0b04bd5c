package dev.quartermaster.provider.openai.responses;

import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.ItemMark;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.failure.FailureClassifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the items of an answer as parts of a turn. One without a shared form is kept whole. */
final class ItemReader {

    static final String TYPE = "type";
    private static final String CUSTOM_CALL = "custom_tool_call";
    private static final String CONTENT = "content";
    private static final String TEXT = "text";
    private static final Set<String> MESSAGE_CONTENT = Set.of("output_text", "refusal");

    private final boolean sameDialect;

    /** @param sameDialect whether the caller can read this dialect's further fields */
    ItemReader(boolean sameDialect) {
        this.sameDialect = sameDialect;
    }

    List<Part> parts(Map<String, Object> item) {
        return switch (text(item, TYPE)) {
            case "message" -> message(item);
            case "function_call" -> List.of(call(item, text(item, "arguments")));
            case CUSTOM_CALL -> List.of(call(item, text(item, "input")));
            case "reasoning" -> reasoning(item);
            default -> List.of(opaque(item));
        };
    }

    /** Returns whether the item is a call of one of the caller's tools. */
    static boolean isCall(Map<String, Object> item) {
        return text(item, TYPE).equals("function_call") || isCustomCall(item);
    }

    private static boolean isCustomCall(Map<String, Object> item) {
        return text(item, TYPE).equals(CUSTOM_CALL);
    }

    Part.ToolCall call(Map<String, Object> item, String arguments) {
        if (text(item, "call_id").isEmpty() || text(item, "name").isEmpty()) {
            throw FailureClassifier.unreadable();
        }
        return new Part.ToolCall(
                text(item, "call_id"),
                text(item, "name"),
                arguments,
                isCustomCall(item),
                null,
                further(item, Set.of(TYPE, "call_id", "name", isCustomCall(item) ? "input" : "arguments")));
    }

    static Part opaque(Map<String, Object> item) {
        if (text(item, TYPE).isEmpty()) {
            throw FailureClassifier.unreadable();
        }
        return new Part.Opaque(Dialect.OPENAI_RESPONSES, text(item, TYPE), item);
    }

    /** Reads reasoning. Without visible text it is of use only to callers who can send it back. */
    private List<Part> reasoning(Map<String, Object> item) {
        String shown = String.join("\n\n", texts(item.get("summary")));
        String text = shown.isEmpty() ? String.join("\n\n", texts(item.get(CONTENT))) : shown;
        return text.isEmpty() && !sameDialect
                ? List.of()
                : List.of(new Part.Thinking(text, null, sameDialect ? item : Map.of()));
    }

    private List<Part> message(Map<String, Object> item) {
        List<Part> parts = new ArrayList<>();
        for (Map<String, Object> content : objects(item.get(CONTENT))) {
            if (!MESSAGE_CONTENT.contains(text(content, TYPE))) {
                return List.of(opaque(item));
            }
            parts.add(content(content, parts.isEmpty() ? item : null));
        }
        return parts;
    }

    /** @param beginning the item that begins with it, or null */
    private Part content(Map<String, Object> content, @Nullable Map<String, Object> beginning) {
        boolean refusal = text(content, TYPE).equals("refusal");
        Map<String, Object> extra = further(content, Set.of(TYPE, refusal ? "refusal" : TEXT));
        if (beginning != null && sameDialect) {
            extra = ItemMark.beginning(extra, further(beginning, Set.of(TYPE, "role", CONTENT)));
        }
        return refusal ? new Part.Refusal(text(content, "refusal"), extra) : new Part.Text(text(content, TEXT), extra);
    }

    private static List<String> texts(@Nullable Object list) {
        return objects(list).stream().map(piece -> text(piece, TEXT)).toList();
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> objects(@Nullable Object list) {
        List<Map<String, Object>> objects = new ArrayList<>();
        if (list instanceof List<?> all) {
            all.forEach(each -> {
                if (each instanceof Map<?, ?> object) {
                    objects.add((Map<String, Object>) object);
                }
            });
        }
        return objects;
    }

    /** The field's text, empty where it is missing. */
    static String text(Map<String, Object> object, String field) {
        return object.get(field) instanceof String text ? text : "";
    }

    private Map<String, Object> further(Map<String, Object> object, Set<String> known) {
        if (!sameDialect) {
            return Map.of();
        }
        Map<String, Object> rest = new LinkedHashMap<>(object);
        rest.keySet().removeAll(known);
        return rest;
    }
}
