package dev.quartermaster.domain.chat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gemini's signature over the reasoning behind a part, which the model demands back with that part. It stands in the
 * part's {@code extra}, as Google's own protocol writes it or as its OpenAI-compatible endpoint does.
 */
public final class ThoughtSignature {

    /** Google's name of it. */
    public static final String FIELD = "thoughtSignature";

    /** Field in which Google's OpenAI-compatible endpoint and callers of chat completions carry the signature. */
    public static final String EXTRA_CONTENT = "extra_content";

    private static final String GOOGLE = "google";
    private static final String COMPATIBLE_FIELD = "thought_signature";
    private static final Set<String> FIELDS = Set.of(FIELD, EXTRA_CONTENT);

    private ThoughtSignature() {}

    /** The signature; null where there is none. */
    public static @Nullable String of(Map<String, Object> extra) {
        if (extra.get(FIELD) instanceof String own) {
            return own;
        }
        return extra.get(EXTRA_CONTENT) instanceof Map<?, ?> content
                        && content.get(GOOGLE) instanceof Map<?, ?> google
                        && google.get(COMPATIBLE_FIELD) instanceof String compatible
                ? compatible
                : null;
    }

    /** The {@code extra_content} object that holds a signature. */
    public static Map<String, Object> extraContent(String signature) {
        return Map.of(GOOGLE, Map.of(COMPATIBLE_FIELD, signature));
    }

    /** Only the fields of an {@code extra} that hold a signature. */
    public static Map<String, Object> fields(Map<String, Object> extra) {
        if (extra.isEmpty() || FIELDS.stream().noneMatch(extra::containsKey)) {
            return Map.of();
        }
        Map<String, Object> fields = new LinkedHashMap<>(extra);
        fields.keySet().retainAll(FIELDS);
        fields.values().removeIf(value -> value == null);
        return fields;
    }

    /** The {@code extra} without them. */
    public static Map<String, Object> without(Map<String, Object> extra) {
        if (FIELDS.stream().noneMatch(extra::containsKey)) {
            return extra;
        }
        Map<String, Object> rest = new LinkedHashMap<>(extra);
        rest.keySet().removeAll(FIELDS);
        return rest;
    }
}
