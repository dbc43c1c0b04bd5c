package dev.quartermaster.api.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.media.InlineMedia;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Refuses requests that are wrong in every dialect: messages of megabytes, arguments that are not JSON, broken images and
 * schemas. Such a request never costs a call, and its error is the same whichever provider would have answered.
 */
@Singleton
public class RequestChecks {

    private final ObjectMapper json;
    private final SchemaCheck schemas;
    private final MessageSize size;

    @Inject
    RequestChecks(ObjectMapper json, RequestsConfig config) {
        this(json, config.maxMessageBytes().asLongValue());
    }

    RequestChecks(ObjectMapper json, long maxMessageBytes) {
        this.json = json;
        this.schemas = new SchemaCheck(json);
        this.size = new MessageSize(maxMessageBytes);
    }

    /**
     * The request to ask, with its inline media put right.
     *
     * @throws QuartermasterException naming the field, as the request's own dialect calls it
     */
    public ChatRequest check(ChatRequest request) {
        return check(request, request.paths());
    }

    /**
     * For a dialect whose messages do not stand one by one where the internal form has them.
     *
     * @throws QuartermasterException naming the field
     */
    public ChatRequest check(ChatRequest request, FieldPaths paths) {
        List<Message> messages = request.messages();
        for (int i = 0; i < messages.size(); i++) {
            int position = i;
            size.check(messages.get(i), () -> paths.message(position));
            checkParts(messages.get(i).parts(), i, paths);
        }
        List<ToolSpec> tools = request.tools();
        for (int i = 0; i < tools.size(); i++) {
            if (tools.get(i).kind() == ToolSpec.Kind.FUNCTION) {
                schemas.check(tools.get(i).parameters(), paths.parameters(i));
            }
        }
        ResponseFormat format = request.responseFormat();
        if (format != null && format.kind() == ResponseFormat.Kind.JSON_SCHEMA) {
            schemas.check(format.schema(), paths.formatSchema());
        }
        return InlineMedia.corrected(request, paths);
    }

    private void checkParts(List<Part> parts, int message, FieldPaths paths) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Part.ToolCall call && !call.custom()) {
                checkArguments(call.arguments(), paths.arguments(message, i));
            }
        }
    }

    /** Accepts blank arguments: some models call a tool without parameters so. */
    private void checkArguments(String arguments, String field) {
        if (arguments.isBlank()) {
            return;
        }
        JsonNode value;
        try {
            value = json.readTree(arguments);
        } catch (JsonProcessingException notJson) {
            throw QuartermasterException.invalid(field, "'" + field + "' is not valid JSON");
        }
        if (!value.isObject()) {
            throw QuartermasterException.invalid(field, "'" + field + "' must be a JSON object, as text");
        }
    }
}
