package dev.quartermaster.domain.chat;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tool the model may ask for.
 *
 * @param kind how it is called
 * @param name for a hosted tool that has none, its type
 * @param description null where unset
 * @param parameters the JSON Schema of a function's arguments; the format of a custom tool's text ({@code type, syntax,
 *     definition}); empty where there is none
 * @param strict whether arguments must follow the schema exactly; null where unset
 * @param cache the cache breakpoint behind its definition; null where there is none
 * @param extra further fields of its dialect; for a hosted tool the whole definition
 */
public record ToolSpec(
        Kind kind,
        String name,
        @Nullable String description,
        Map<String, Object> parameters,
        @Nullable Boolean strict,
        @Nullable CacheMark cache,
        Map<String, Object> extra) {

    public enum Kind {
        /** The caller runs it, with arguments in JSON. */
        FUNCTION,
        /** The caller runs it, with plain text (OpenAI's {@code custom}). */
        CUSTOM,
        /** A kind that only its own dialect knows: mostly a tool that the provider runs, such as a web search. */
        HOSTED
    }

    public ToolSpec {
        if (kind == null || name == null || name.isBlank()) {
            throw new IllegalArgumentException("a tool needs a kind and a name");
        }
        parameters = PassthroughFields.copyOf(parameters);
        extra = PassthroughFields.copyOf(extra);
    }

    public static ToolSpec function(
            String name,
            @Nullable String description,
            Map<String, Object> parameters,
            @Nullable Boolean strict,
            @Nullable CacheMark cache,
            Map<String, Object> extra) {
        return new ToolSpec(Kind.FUNCTION, name, description, parameters, strict, cache, extra);
    }

    /** A function without a cache breakpoint or fields of a dialect. */
    public static ToolSpec function(
            String name, String description, Map<String, Object> parameters, @Nullable Boolean strict) {
        return function(name, description, parameters, strict, null, Map.of());
    }

    /** @param format what its text must be; empty for any text */
    public static ToolSpec custom(
            String name,
            @Nullable String description,
            Map<String, Object> format,
            @Nullable CacheMark cache,
            Map<String, Object> extra) {
        return new ToolSpec(Kind.CUSTOM, name, description, format, null, cache, extra);
    }

    /** @param type the word its dialect has for it */
    public static ToolSpec hosted(String type, @Nullable String name, Map<String, Object> definition) {
        String known = name == null || name.isBlank() ? type : name;
        return new ToolSpec(Kind.HOSTED, known, null, Map.of(), null, null, definition);
    }

    /** A hosted tool's type; null for others. */
    public @Nullable String hostedType() {
        return kind == Kind.HOSTED ? String.valueOf(extra.getOrDefault("type", name)) : null;
    }

    public ToolSpec named(String other) {
        return new ToolSpec(kind, other, description, parameters, strict, cache, extra);
    }
}
