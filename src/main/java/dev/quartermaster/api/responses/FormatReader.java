package dev.quartermaster.api.responses;

import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.chat.ResponseFormat.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code text}: the form the answer must have. */
final class FormatReader {

    private FormatReader() {}

    /**
     * Null where the request leaves it open.
     *
     * @param further takes the settings beside the format
     */
    static @Nullable ResponseFormat format(JsonFields fields, Map<String, Object> further) {
        JsonFields text = fields.object("text");
        if (text == null) {
            return null;
        }
        JsonFields format = text.object("format");
        keepOthers(text, further);
        if (format == null) {
            return null;
        }
        return switch (format.requiredText("type")) {
            case "text" -> plain(Kind.TEXT, format);
            case "json_object" -> plain(Kind.JSON_OBJECT, format);
            case "json_schema" -> schema(format);
            default ->
                throw QuartermasterException.invalid(
                        format.path("type"), "'text.format.type' must be text, json_object or json_schema");
        };
    }

    private static ResponseFormat schema(JsonFields format) {
        String name = format.requiredText("name");
        String description = format.text("description");
        Map<String, Object> schema = format.requiredObject("schema").all();
        Boolean strict = format.flag("strict");
        return new ResponseFormat(Kind.JSON_SCHEMA, name, description, schema, strict, format.rest());
    }

    private static ResponseFormat plain(Kind kind, JsonFields format) {
        return new ResponseFormat(kind, null, null, Map.of(), null, format.rest());
    }

    /** Only OpenAI's own models know how wordy to be; {@code medium} is how wordy every model is anyway. */
    private static void keepOthers(JsonFields text, Map<String, Object> further) {
        Map<String, Object> others = new LinkedHashMap<>(text.rest());
        others.remove("verbosity", "medium");
        others.values().removeIf(value -> value == null);
        if (!others.isEmpty()) {
            further.put("text", others);
        }
    }
}
