package dev.quartermaster.domain.chat;

import java.util.Map;

/**
 * A tool the model may ask for.
 *
 * @param description null where unset
 * @param parameters the JSON Schema of its arguments; empty where the tool takes none
 * @param strict whether arguments must follow the schema exactly; null where unset
 * @param extra for a tool only its own dialect understands (a server-side search), the whole definition
 */
public record ToolSpec(
        String name, String description, Map<String, Object> parameters, Boolean strict, Map<String, Object> extra) {

    public ToolSpec {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("a tool needs a name");
        }
        parameters = Extras.copyOf(parameters);
        extra = Extras.copyOf(extra);
    }
}
