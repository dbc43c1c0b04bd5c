package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import dev.quartermaster.domain.chat.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** @throws QuartermasterException naming the field that cannot be read */
    ResponsesBody read(JsonNode body) {
        JsonFields fields = JsonFields.of(body, "");
        Statefulness.refuse(fields);
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
                FormatReader.format(fields, further),
                stream,
                Map.of());
        further.putAll(fields.rest());
        chat = NeutralSettings.dropped(chat.withExtra(further));
        return new ResponsesBody(model, chat, Settings.of(body, json), hints);
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
        keep("reasoning", reasoning == null ? Map.of() : reasoning.rest(), further);
        Integer topLogprobs = fields.count("top_logprobs", 0);
        boolean logprobs =
                (topLogprobs != null && topLogprobs > 0) || include(fields).contains(LOGPROBS);
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

    /** What asks for no more than happens in any case is left out; carried along, it would be refused further down. */
    private static void keepWhatMatters(JsonFields fields, Map<String, Object> further) {
        String truncation = fields.text("truncation");
        if (truncation != null && !truncation.equals("disabled")) {
            further.put("truncation", truncation);
        }
        List<String> include = new ArrayList<>(include(fields));
        include.removeAll(List.of(SEALED_REASONING, LOGPROBS));
        if (!include.isEmpty()) {
            further.put("include", include);
        }
    }

    private static List<String> include(JsonFields fields) {
        return fields.texts("include");
    }

    private static void keep(String field, Map<String, Object> rest, Map<String, Object> further) {
        if (!rest.isEmpty()) {
            further.put(field, rest);
        }
    }
}
