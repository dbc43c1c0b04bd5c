package dev.quartermaster.provider.openai;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.provider.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes turns. Tool results inside a user's turn become turns of their own before it, because here they must follow
 * the turn that asked for them; reasoning of earlier turns is left out, because here it is never sent back.
 */
final class MessageTranslator {

    private final PartTranslator partTranslator;
    private final boolean sameDialect;

    /** @param sameDialect whether the request came in this dialect, so that its further fields go along */
    MessageTranslator(boolean sameDialect) {
        this.sameDialect = sameDialect;
        this.partTranslator = new PartTranslator(sameDialect);
    }

    List<Map<String, Object>> messages(List<Message> messages) {
        List<Map<String, Object>> written = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            write(messages.get(i), "messages[" + i + "]", written);
        }
        return written;
    }

    private void write(Message message, String field, List<Map<String, Object>> written) {
        List<Part> others = new ArrayList<>();
        for (Part part : message.parts()) {
            if (part instanceof Part.ToolResult result) {
                written.add(toolTurn(result, message, field));
            } else {
                others.add(part);
            }
        }
        if (message.role() == Role.TOOL) {
            if (message.parts().isEmpty() || !others.isEmpty()) {
                throw QuartermasterException.invalid(field + ".content", "a tool's turn holds only tool results");
            }
        } else if (!others.isEmpty() || message.parts().isEmpty()) {
            written.add(turn(message, others, field));
        }
    }

    private Map<String, Object> turn(Message message, List<Part> parts, String field) {
        Fields turn = Fields.with("role", message.role().name().toLowerCase(Locale.ROOT));
        List<Part> content = new ArrayList<>();
        List<Map<String, Object>> calls = new ArrayList<>();
        StringBuilder refusal = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.ToolCall call) {
                calls.add(call(call));
            } else if (part instanceof Part.Refusal refused && message.role() == Role.ASSISTANT) {
                refusal.append(refused.text());
            } else if (!(part instanceof Part.Thinking)) {
                content.add(part);
            }
        }
        Object said = partTranslator.content(content, message.role(), field + ".content");
        turn.set("content", content.isEmpty() && message.role() == Role.ASSISTANT ? null : said)
                .set("name", message.name())
                .set("refusal", refusal.isEmpty() ? null : refusal.toString())
                .set("tool_calls", calls.isEmpty() ? null : calls);
        return sameDialect ? turn.add(message.extra()).map() : turn.map();
    }

    private Map<String, Object> call(Part.ToolCall call) {
        Fields written = Fields.with("id", call.id())
                .set("type", "function")
                .set(
                        "function",
                        Fields.with("name", call.name())
                                .set("arguments", call.arguments())
                                .map());
        return sameDialect ? written.add(call.extra()).map() : written.map();
    }

    /** This protocol has no flag for a tool that failed, so its answer says so in words. */
    private Map<String, Object> toolTurn(Part.ToolResult result, Message message, String field) {
        List<Part> content = new ArrayList<>(result.content());
        if (result.error()) {
            content.add(0, Part.Text.of("Error:"));
        }
        Fields turn = Fields.with("role", "tool")
                .set("tool_call_id", result.callId())
                .set("content", partTranslator.content(content, Role.TOOL, field + ".content"));
        return sameDialect && message.role() == Role.TOOL
                ? turn.add(message.extra()).map()
                : turn.map();
    }
}
