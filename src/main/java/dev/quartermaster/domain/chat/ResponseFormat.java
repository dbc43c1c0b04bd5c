package dev.quartermaster.domain.chat;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form the answer must have.
 *
 * @param name the schema's name; null unless {@code JSON_SCHEMA}
 * @param schema a JSON Schema; empty unless {@code JSON_SCHEMA}
 * @param strict null where unset
 */
public record ResponseFormat(
        Kind kind,
        @Nullable String name,
        @Nullable String description,
        Map<String, Object> schema,
        @Nullable Boolean strict,
        Map<String, Object> extra) {

    public enum Kind {
        TEXT,
        JSON_OBJECT,
        JSON_SCHEMA
    }

    public ResponseFormat {
        if (kind == null) {
            throw new IllegalArgumentException("a response format needs a kind");
        }
        schema = PassthroughFields.copyOf(schema);
        extra = PassthroughFields.copyOf(extra);
    }
}
