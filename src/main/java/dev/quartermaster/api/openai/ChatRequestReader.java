package dev.quartermaster.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.api.chat.ChatFields;
import dev.quartermaster.api.chat.NeutralSettings;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a chat completion request; what it does not know it carries along. */
final class ChatRequestReader {

    private ChatRequestReader() {}

    /**
     * A chat completion request as read.
     *
     * @param includeUsage whether a stream ends with a chunk of usage
     * @param hints the caller's {@code quartermaster} object, or null
     */
    record Body(
            String model,
            ChatRequest chat,
            boolean includeUsage,
            @Nullable JsonFields hints) {}

    /** @throws QuartermasterException naming the field that cannot be read */
    static Body read(JsonNode body) {
        JsonFields fields = JsonFields.of(body, "");
        String model = fields.requiredText("model");
        JsonFields hints = fields.object("quartermaster");
        boolean stream = Boolean.TRUE.equals(fields.flag("stream"));
        JsonFields streamOptions = fields.object("stream_options");
        boolean includeUsage = streamOptions != null && Boolean.TRUE.equals(streamOptions.flag("include_usage"));
        JsonFields format = fields.object("response_format");
        Map<String, Object> further = new LinkedHashMap<>();
        ChatRequest chat = new ChatRequest(
                Dialect.OPENAI_CHAT,
                OpenAiPaths.FACTORY,
                MessageReader.readAll(fields),
                options(fields),
                ToolReader.tools(fields),
                ToolReader.choice(fields, further),
                fields.flag("parallel_tool_calls"),
                format == null ? null : ChatFields.responseFormat(format, "json_schema"),
                stream,
                Map.of());
        further.putAll(fields.restWith("stream_options", streamOptions));
        return new Body(model, NeutralSettings.dropped(chat.withExtra(further)), includeUsage, hints);
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
}
