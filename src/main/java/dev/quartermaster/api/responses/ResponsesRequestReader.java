package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.chat.ChatFields;
import dev.quartermaster.api.chat.NeutralSettings;
import dev.quartermaster.api.chat.ReasoningEnvelope;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.ItemMark;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.chat.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a request of the Responses dialect; what it does not know it carries along. */
final class ResponsesRequestReader {

    /** Asked for so that reasoning can be sent back; it always can. */
    private static final String SEALED_REASONING = "reasoning.encrypted_content";

    private static final String LOGPROBS = "message.output_text.logprobs";

    private final ObjectMapper json;
    private final ItemReader items;

    ResponsesRequestReader(ObjectMapper json) {
        this.json = json;
        this.items = new ItemReader(new ReasoningEnvelope(json));
    }

    /**
     * A request as read.
     *
     * @param settings what the answer repeats of the request, defaults filled in
     * @param hints the caller's {@code quartermaster} object, or null
     */
    record Body(
            String model,
            ChatRequest chat,
            ObjectNode settings,
            @Nullable JsonFields hints) {}

    /** @throws QuartermasterException naming the field that cannot be read */
    Body read(JsonNode body) {
        JsonFields fields = JsonFields.of(body, "");
        refuseState(fields);
        String model = fields.requiredText("model");
        JsonFields hints = fields.object("quartermaster");
        boolean stream = Boolean.TRUE.equals(fields.flag("stream"));
        Map<String, Object> further = new LinkedHashMap<>();
        keepWhatMatters(fields, further);
        ChatRequest chat = new ChatRequest(
                Dialect.OPENAI_RESPONSES,
                ResponsesPaths.FACTORY,
                messages(fields),
                options(fields, further),
                ToolReader.tools(fields),
                ToolReader.choice(fields, further),
                fields.flag("parallel_tool_calls"),
                format(fields, further),
                stream,
                Map.of());
        further.putAll(fields.rest());
        chat = NeutralSettings.dropped(chat.withExtra(further));
        return new Body(model, chat, Settings.of(body, json), hints);
    }

    private List<Message> messages(JsonFields fields) {
        List<Message> messages = new ArrayList<>();
        String instructions = fields.text("instructions");
        if (instructions != null) {
            messages.add(new Message(Role.SYSTEM, List.of(Part.Text.of(instructions)), null, ItemMark.instructions()));
        }
        JsonNode input = fields.required("input", fields.take("input"));
        if (input.isTextual()) {
            messages.add(Message.of(Role.USER, Part.Text.of(input.textValue())));
            return messages;
        } else if (!input.isArray()) {
            throw JsonFields.wrong("input", "a string or an array of items", input);
        } else if (input.isEmpty()) {
            throw QuartermasterException.invalid("input", "'input' must hold at least one item");
        }
        messages.addAll(items.readAll(fields.list("input"), "input"));
        return messages;
    }

    private static Options options(JsonFields fields, Map<String, Object> further) {
        JsonFields reasoning = fields.object("reasoning");
        String effort = reasoning == null ? null : reasoning.text("effort");
        ChatFields.keep("reasoning", reasoning == null ? Map.of() : reasoning.rest(), further);
        Integer topLogprobs = fields.count("top_logprobs", 0);
        boolean logprobs = (topLogprobs != null && topLogprobs > 0)
                || fields.texts("include").contains(LOGPROBS);
        return new Options(
                fields.count("max_output_tokens", 1),
                fields.number("temperature"),
                fields.number("top_p"),
                null,
                List.of(),
                null,
                null,
                null,
                null,
                logprobs ? Boolean.TRUE : null,
                topLogprobs,
                effort,
                null,
                fields.text("user"));
    }

    /** Leaves out what asks for no more than happens in any case: carried along, a provider would refuse it. */
    private static void keepWhatMatters(JsonFields fields, Map<String, Object> further) {
        String truncation = fields.text("truncation");
        if (truncation != null && !truncation.equals("disabled")) {
            further.put("truncation", truncation);
        }
        List<String> include = new ArrayList<>(fields.texts("include"));
        include.removeAll(List.of(SEALED_REASONING, LOGPROBS));
        if (!include.isEmpty()) {
            further.put("include", include);
        }
    }

    /**
     * Reads {@code text.format}; null when the request leaves it open.
     *
     * @param further receives the settings beside the format
     */
    private static @Nullable ResponseFormat format(JsonFields fields, Map<String, Object> further) {
        JsonFields text = fields.object("text");
        if (text == null) {
            return null;
        }
        JsonFields format = text.object("format");
        keepOthers(text, further);
        return format == null ? null : ChatFields.responseFormat(format, null);
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

    /** Refuses what would need something that is kept between two requests: no answer may seem to know what it cannot. */
    private static void refuseState(JsonFields fields) {
        refuseState(fields, "previous_response_id", "answers are not kept; send the whole conversation in 'input'");
        refuseState(fields, "conversation", "conversations are not kept; send the whole conversation in 'input'");
        refuseState(fields, "prompt", "prompt templates are not kept; send 'instructions' and 'input'");
        if (Boolean.TRUE.equals(fields.flag("background"))) {
            throw QuartermasterException.invalid(
                    "background", "'background' cannot be true: answers are not kept to be fetched later");
        }
        // Accepted because clients send it as a matter of course; nothing is stored either way.
        fields.flag("store");
    }

    private static void refuseState(JsonFields fields, String field, String why) {
        JsonNode value = fields.take(field);
        if (value != null) {
            throw QuartermasterException.invalid(field, "'" + field + "' is not supported: " + why);
        }
    }
}
