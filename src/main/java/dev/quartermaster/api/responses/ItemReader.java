package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.api.chat.ChatFields;
import dev.quartermaster.api.chat.ReasoningEnvelope;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.ItemMark;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.provider.tool.CallArguments;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads items into turns. What a model said in one answer stands here as several items (reasoning, a message, calls) and
 * in the internal form as the parts of one turn, which is also how other providers want it sent back.
 */
final class ItemReader {

    private final ReasoningEnvelope seal;

    ItemReader(ReasoningEnvelope seal) {
        this.seal = seal;
    }

    List<Message> readAll(List<JsonNode> nodes, String path) {
        Turns turns = new Turns();
        for (int i : ItemOrder.of(nodes)) {
            turns.at(i);
            read(JsonFields.of(nodes.get(i), path + "[" + i + "]"), turns);
        }
        return turns.finish();
    }

    private void read(JsonFields item, Turns turns) {
        String type = item.text("type");
        if (type == null || type.equals("message")) {
            message(item, turns);
            return;
        }
        switch (type) {
            case "function_call" -> turns.output(call(item));
            case "custom_tool_call" -> turns.output(customCall(item));
            case "function_call_output", "custom_tool_call_output" -> turns.turn(Message.of(Role.TOOL, output(item)));
            case "reasoning" -> reasoning(item, turns);
            case "item_reference" ->
                throw QuartermasterException.invalid(
                        item.path("type"), "items cannot be referred to: answers are not kept; send the item itself");
            default -> turns.output(new Part.Opaque(Dialect.OPENAI_RESPONSES, type, item.all()));
        }
    }

    private static Part call(JsonFields item) {
        String id = item.requiredText("call_id");
        String name = item.requiredText("name");
        return new Part.ToolCall(id, name, CallArguments.mended(item.requiredText("arguments")), item.rest());
    }

    private static Part customCall(JsonFields item) {
        String id = item.requiredText("call_id");
        String name = item.requiredText("name");
        return new Part.ToolCall(id, name, item.requiredText("input"), true, null, item.rest());
    }

    private static void message(JsonFields item, Turns turns) {
        Role role = ChatFields.role(item, Role.USER, Role.ASSISTANT, Role.SYSTEM, Role.DEVELOPER);
        item.required("content", item.take("content"));
        List<Part> content = ContentReader.read(item, "content");
        if (role != Role.ASSISTANT) {
            turns.turn(new Message(role, content, null, item.rest()));
        } else if (content.isEmpty() || !content.stream().allMatch(ItemMark::isContent)) {
            turns.output(new Part.Opaque(Dialect.OPENAI_RESPONSES, "message", item.all()));
        } else {
            turns.output(content, item.rest());
        }
    }

    private static Part output(JsonFields item) {
        String call = item.requiredText("call_id");
        item.required("output", item.take("output"));
        List<Part> content = ContentReader.read(item, "output");
        return new Part.ToolResult(call, content, false, item.rest());
    }

    private static String text(JsonFields item, String field) {
        return item.each(field, piece -> Optional.ofNullable(piece.text("text"))).stream()
                .flatMap(Optional::stream)
                .collect(Collectors.joining("\n\n"));
    }

    /** Reasoning that was sealed elsewhere means something to OpenAI's models at most, and goes along as it came. */
    private void reasoning(JsonFields item, Turns turns) {
        String summary = text(item, "summary");
        String text = summary.isEmpty() ? text(item, "content") : summary;
        String sealed = item.text("encrypted_content");
        ReasoningEnvelope.Opened opened = seal.open(sealed, text).orElse(null);
        if (opened == null) {
            turns.output(new Part.Thinking(text, null, item.all()));
        } else if (opened.part() != null) {
            turns.output(opened.part());
        } else {
            turns.sealed(opened.callId(), opened.seal());
        }
    }
}
