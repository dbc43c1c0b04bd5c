package dev.quartermaster.api.responses;

import dev.quartermaster.api.JsonFields;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.chat.ResponseFormat.Kind;
import java.util.Map;

/** Reads {@code text}: the form the answer must have. */
final class FormatReader {

    private FormatReader() {}

    /** Null where the request leaves it open. */
    static ResponseFormat format(JsonFields fields) {
        JsonFields text = fields.object("text");
        if (text == null) {
            return null;
        }
        JsonFields format = text.object("format");
        refuseOthers(text);
        if (format == null) {
            return null;
        }
        return switch (format.requiredText("type")) {
            case "text" -> plain(Kind.TEXT);
            case "json_object" -> plain(Kind.JSON_OBJECT);
            case "json_schema" ->
                new ResponseFormat(
                        Kind.JSON_SCHEMA,
                        format.requiredText("name"),
                        format.text("description"),
                        format.requiredObject("schema").all(),
                        format.flag("strict"),
                        Map.of());
            default ->
                throw QuartermasterException.invalid(
                        format.path("type"), "'text.format.type' must be text, json_object or json_schema");
        };
    }

    private static ResponseFormat plain(Kind kind) {
        return new ResponseFormat(kind, null, null, Map.of(), null, Map.of());
    }

    /** Only OpenAI's own models know how wordy to be; {@code medium} is how wordy every model is anyway. */
    private static void refuseOthers(JsonFields text) {
        String verbosity = text.text("verbosity");
        if (verbosity != null && !verbosity.equals("medium")) {
            throw QuartermasterException.invalid(
                    text.path("verbosity"),
                    "'text.verbosity' can only be medium: the other models have no such setting");
        }
        text.rest().keySet().stream().findFirst().ifPresent(field -> {
            throw QuartermasterException.invalid(text.path(field), "'" + text.path(field) + "' is not known");
        });
    }
}
