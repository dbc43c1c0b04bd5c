package dev.quartermaster.api.anthropic;

import dev.quartermaster.api.chat.ChatFields;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.ResponseFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads how an answer is to be generated. A thinking budget and an effort have shared words; adaptive thinking has none,
 * as it leaves the matter to the model, and stays as the caller wrote it.
 */
final class OptionsReader {

    private static final String THINKING = "thinking";
    private static final String OUTPUT_CONFIG = "output_config";

    private final Options options;
    private @Nullable ResponseFormat format;
    private @Nullable String effort;

    /** @param nested takes what is left of the objects that are read in part */
    OptionsReader(JsonFields fields, Map<String, Object> nested) {
        Integer budget = budget(fields.object(THINKING), nested);
        outputConfig(fields.object(OUTPUT_CONFIG), nested);
        this.options = new Options(
                fields.count("max_tokens", 1),
                fields.number("temperature"),
                fields.number("top_p"),
                fields.count("top_k", 0),
                fields.texts("stop_sequences"),
                null,
                null,
                null,
                null,
                null,
                null,
                effort,
                budget,
                user(fields.object("metadata"), nested));
    }

    Options options() {
        return options;
    }

    /** Null where unset. */
    @Nullable ResponseFormat format() {
        return format;
    }

    private static @Nullable Integer budget(@Nullable JsonFields thinking, Map<String, Object> nested) {
        if (thinking == null) {
            return null;
        }
        Integer budget =
                switch (thinking.requiredText("type")) {
                    case "enabled" -> thinking.required("budget_tokens", thinking.count("budget_tokens", 1));
                    case "disabled" -> 0;
                    default -> null;
                };
        ChatFields.keep(THINKING, budget == null ? thinking.all() : thinking.rest(), nested);
        return budget;
    }

    private void outputConfig(@Nullable JsonFields config, Map<String, Object> nested) {
        if (config == null) {
            return;
        }
        effort = config.text("effort");
        JsonFields asked = config.object("format");
        Map<String, Object> rest = new LinkedHashMap<>(config.rest());
        if (asked != null) {
            ChatFields.keep("format", format(asked), rest);
        }
        ChatFields.keep(OUTPUT_CONFIG, rest, nested);
    }

    /** Reads the format and returns its unread fields, which are all of them where its kind has no shared form. */
    private Map<String, Object> format(JsonFields asked) {
        if (!asked.requiredText("type").equals("json_schema")) {
            return asked.all();
        }
        Map<String, Object> schema = asked.requiredObject("schema").all();
        format = new ResponseFormat(ResponseFormat.Kind.JSON_SCHEMA, null, null, schema, null, Map.of());
        return asked.rest();
    }

    private static @Nullable String user(@Nullable JsonFields metadata, Map<String, Object> nested) {
        if (metadata == null) {
            return null;
        }
        String user = metadata.text("user_id");
        ChatFields.keep("metadata", metadata.rest(), nested);
        return user;
    }
}
