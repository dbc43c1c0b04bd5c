package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.JsonFields;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import java.util.ArrayList;
import java.util.List;

/** Reads a request of the Responses dialect; what it does not know it carries along. */
final class ResponsesRequestReader {

    /** Asked for so that reasoning can be sent back; it always can. */
    private static final String SEALED_REASONING = "reasoning.encrypted_content";

    private final ObjectMapper json;
    private final ItemReader items;

    ResponsesRequestReader(ObjectMapper json) {
        this.json = json;
        this.items = new ItemReader(new ReasoningSeal(json));
    }

    /** @throws QuartermasterException naming the field that cannot be read */
    ResponsesBody read(JsonNode body) {
        JsonFields fields = JsonFields.of(body, "");
        Statefulness.refuse(fields);
        String model = fields.requiredText("model");
        JsonFields hints = fields.object("quartermaster");
        boolean stream = Boolean.TRUE.equals(fields.flag("stream"));
        dropWhatHoldsAnyway(fields);
        ChatRequest chat = new ChatRequest(
                Dialect.OPENAI_RESPONSES,
                messages(fields),
                options(fields),
                ToolReader.tools(fields),
                ToolReader.choice(fields),
                fields.flag("parallel_tool_calls"),
                FormatReader.format(fields),
                stream,
                fields.rest());
        return new ResponsesBody(model, chat, Settings.of(body, json), hints);
    }

    private List<Message> messages(JsonFields fields) {
        List<Message> messages = new ArrayList<>();
        String instructions = fields.text("instructions");
        if (instructions != null) {
            messages.add(Message.of(Role.SYSTEM, Part.Text.of(instructions)));
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

    private static Options options(JsonFields fields) {
        JsonFields reasoning = fields.object("reasoning");
        Integer topLogprobs = fields.count("top_logprobs", 0);
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
                topLogprobs == null ? null : Boolean.TRUE,
                topLogprobs,
                reasoning == null ? null : reasoning.text("effort"),
                null,
                fields.text("user"));
    }

    /** Fields whose only value here is what happens in any case; carried along, they would be refused further down. */
    private static void dropWhatHoldsAnyway(JsonFields fields) {
        JsonNode truncation = fields.take("truncation");
        if (truncation != null && !"disabled".equals(truncation.textValue())) {
            throw QuartermasterException.invalid(
                    "truncation", "'truncation' can only be disabled: no part of a conversation is left out silently");
        }
        List<String> include = fields.texts("include");
        for (int i = 0; i < include.size(); i++) {
            if (!include.get(i).equals(SEALED_REASONING)) {
                throw QuartermasterException.invalid(
                        "include[" + i + "]", "'include' can only ask for " + SEALED_REASONING);
            }
        }
        fields.take("stream_options");
    }
}
