package dev.quartermaster.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.api.chat.NeutralSettings;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.ResponseFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a chat completion request; what it does not know it carries along. */
final class ChatRequestReader {

    private ChatRequestReader() {}

    /** @throws QuartermasterException naming the field that cannot be read */
    static ChatBody read(JsonNode body) {
        JsonFields fields = JsonFields.of(body, "");
        String model = fields.requiredText("model");
        JsonFields hints = fields.object("quartermaster");
        boolean stream = Boolean.TRUE.equals(fields.flag("stream"));
        JsonFields streamOptions = fields.object("stream_options");
        boolean includeUsage = streamOptions != null && Boolean.TRUE.equals(streamOptions.flag("include_usage"));
        Map<String, Object> further = new LinkedHashMap<>();
        ChatRequest chat = new ChatRequest(
                Dialect.OPENAI_CHAT,
                OpenAiPaths.FACTORY,
                MessageReader.readAll(fields),
                options(fields),
                ToolReader.tools(fields),
                ToolReader.choice(fields, further),
                fields.flag("parallel_tool_calls"),
                responseFormat(fields),
                stream,
                Map.of());
        further.putAll(fields.restWith("stream_options", streamOptions));
        return new ChatBody(model, NeutralSettings.dropped(chat.withExtra(further)), includeUsage, hints);
    }

    private static Options options(JsonFields fields) {
        Integer legacyMaxTokens = fields.count("max_tokens", 1);
        Integer maxTokens = fields.count("max_completion_tokens", 1);
        return new Options(
                maxTokens != null ? maxTokens : legacyMaxTokens,
                fields.number("temperature"),
                fields.number("top_p"),
                null,
                stop(fields),
                fields.wholeNumber("seed"),
                fields.count("n", 1),
                fields.number("presence_penalty"),
                fields.number("frequency_penalty"),
                fields.flag("logprobs"),
                fields.count("top_logprobs", 0),
                fields.text("reasoning_effort"),
                null,
                fields.text("user"));
    }

    private static List<String> stop(JsonFields fields) {
        JsonNode stop = fields.take("stop");
        if (stop == null) {
            return List.of();
        }
        return stop.isTextual() ? List.of(stop.textValue()) : fields.texts("stop");
    }

    private static @Nullable ResponseFormat responseFormat(JsonFields fields) {
        JsonFields format = fields.object("response_format");
        if (format == null) {
            return null;
        }
        return switch (format.requiredText("type")) {
            case "text" -> new ResponseFormat(ResponseFormat.Kind.TEXT, null, null, Map.of(), null, format.rest());
            case "json_object" ->
                new ResponseFormat(ResponseFormat.Kind.JSON_OBJECT, null, null, Map.of(), null, format.rest());
            case "json_schema" -> jsonSchema(format);
            default ->
                throw QuartermasterException.invalid(
                        "response_format.type", "'response_format.type' must be text, json_object or json_schema");
        };
    }

    private static ResponseFormat jsonSchema(JsonFields format) {
        JsonFields schema = format.requiredObject("json_schema");
        return new ResponseFormat(
                ResponseFormat.Kind.JSON_SCHEMA,
                schema.requiredText("name"),
                schema.text("description"),
                schema.requiredObject("schema").all(),
                schema.flag("strict"),
                format.restWith("json_schema", schema));
    }
}
