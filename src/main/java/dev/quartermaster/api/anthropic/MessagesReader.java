package dev.quartermaster.api.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.api.chat.NeutralSettings;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Messages request. What it does not know it carries along, so that the Anthropic adapter writes the same request
 * again. Of the same meaning but written alike afterwards are: a lone plain text block and a string, a field that is null
 * or at its default and one that is absent, turns of one role that follow each other and one turn.
 */
final class MessagesReader {

    /** The beta names a caller asks for in a header travel under this name, as they do where there are no headers. */
    static final String BETA = "anthropic_beta";

    private MessagesReader() {}

    /**
     * A Messages request as read.
     *
     * @param hints the caller's {@code quartermaster} object, or null
     */
    record Body(String model, ChatRequest chat, @Nullable JsonFields hints) {}

    /**
     * @param beta the {@code anthropic-beta} names; empty where there are none
     * @throws QuartermasterException naming the field that cannot be read
     */
    static Body read(JsonNode body, List<String> beta) {
        JsonFields fields = JsonFields.of(body, "");
        fields.required("max_tokens", fields.count("max_tokens", 1));
        return read(fields, Boolean.TRUE.equals(fields.flag("stream")), beta);
    }

    /** Reads a request whose tokens are only counted: it needs no limit and never streams. */
    static Body readForCount(JsonNode body, List<String> beta) {
        JsonFields fields = JsonFields.of(body, "");
        fields.take("stream");
        return read(fields, false, beta);
    }

    private static Body read(JsonFields fields, boolean stream, List<String> beta) {
        String model = fields.requiredText("model");
        JsonFields hints = fields.object("quartermaster");
        List<Message> messages = TurnReader.read(fields);
        Map<String, Object> nested = new LinkedHashMap<>();
        OptionsReader options = new OptionsReader(fields, nested);
        ToolReader tools = new ToolReader(fields, nested);
        ChatRequest chat = new ChatRequest(
                Dialect.ANTHROPIC_MESSAGES,
                AnthropicPaths.FACTORY,
                messages,
                options.options(),
                tools.tools(),
                tools.choice(),
                tools.parallel(),
                options.format(),
                stream,
                extra(fields, nested, beta));
        return new Body(model, NeutralSettings.dropped(chat), hints);
    }

    /** @param nested what is left of objects that were read in part, by the name of the object */
    private static Map<String, Object> extra(JsonFields fields, Map<String, Object> nested, List<String> beta) {
        Map<String, Object> extra = fields.rest();
        extra.putAll(nested);
        if (!beta.isEmpty()) {
            extra.put(BETA, beta);
        }
        return extra;
    }
}
