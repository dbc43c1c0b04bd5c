package dev.quartermaster.provider.openai.responses;

import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.ItemMark;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.provider.translation.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes turns as items: a message for its content, an item of its own for each call, each result, and each piece of
 * reasoning that carries its seal. Reasoning without one is left out, as a server that stores nothing cannot read it.
 */
final class InputWriter {

    private static final String TYPE = "type";

    private final Context context;
    private final ContentWriter content;
    private final List<Map<String, Object>> items = new ArrayList<>();
    private final Set<String> customCalls = new HashSet<>();

    InputWriter(Context context) {
        this.context = context;
        this.content = new ContentWriter(context);
    }

    /** Returns the caller's value of the field of that name; null if absent. */
    @Nullable String instructions() {
        return context.request().messages().stream()
                .filter(ItemMark::isInstructions)
                .findFirst()
                .map(Message::text)
                .orElse(null);
    }

    List<Map<String, Object>> items() {
        List<Message> messages = context.request().messages();
        for (int i = 0; i < messages.size(); i++) {
            if (!ItemMark.isInstructions(messages.get(i))) {
                write(messages.get(i), i);
            }
        }
        return items;
    }

    private void write(Message message, int position) {
        List<Map<String, Object>> written = new ArrayList<>();
        Part first = null;
        Part before = null;
        for (int i = 0; i < message.parts().size(); i++) {
            Part part = message.parts().get(i);
            if (message.role() == Role.TOOL && !(part instanceof Part.ToolResult)) {
                context.unsupported(context.paths().part(position, i, FieldPaths.NOT_NESTED), "this is no tool result");
                continue;
            }
            boolean content = ItemMark.isContent(part) || isOwnContent(part, message.role());
            if (!content || (message.role() == Role.ASSISTANT && ItemMark.begins(part, before))) {
                flush(written, message, first);
                first = part;
            }
            if (content) {
                String field = context.paths().part(position, i, FieldPaths.NOT_NESTED);
                this.content.write(part, message.role(), field, written);
            } else {
                alone(part, message, position, i);
            }
            before = part;
        }
        flush(written, message, first);
    }

    /** Content without a shared form stands in a message of its user; of the model's turn it is an item by itself. */
    private static boolean isOwnContent(Part part, Role role) {
        return part instanceof Part.Opaque && role != Role.ASSISTANT;
    }

    private void flush(List<Map<String, Object>> written, Message message, @Nullable Part first) {
        if (written.isEmpty()) {
            return;
        }
        boolean assistant = message.role() == Role.ASSISTANT;
        Map<String, Object> around = assistant ? first == null ? Map.of() : ItemMark.item(first) : message.extra();
        // A model's message with an id is in the form of an answer, which is stricter than that of a question.
        boolean answer = assistant && context.sameDialect() && around.containsKey("id");
        items.add(Fields.with(TYPE, "message")
                .set("role", message.role().name().toLowerCase(Locale.ROOT))
                .set("content", answer ? List.copyOf(written) : ContentWriter.plain(written))
                .add(context.further(around))
                .map());
        written.clear();
    }

    private void alone(Part part, Message message, int position, int place) {
        if (part instanceof Part.ToolCall call) {
            items.add(call(call).add(context.further(call.extra())).map());
        } else if (part instanceof Part.ToolResult result) {
            items.add(result(result, message, position, place));
        } else if (part instanceof Part.Thinking thinking) {
            reasoning(thinking);
        } else {
            opaque((Part.Opaque) part, context.paths().part(position, place, FieldPaths.NOT_NESTED));
        }
    }

    private Fields call(Part.ToolCall call) {
        Fields item = Fields.with(TYPE, call.custom() ? "custom_tool_call" : "function_call")
                .set("call_id", call.id())
                .set("name", call.name());
        if (call.custom()) {
            customCalls.add(call.id());
            return item.set("input", call.arguments());
        }
        return item.set("arguments", call.arguments().isBlank() ? "{}" : call.arguments());
    }

    /** This protocol has no flag for a tool that failed, so its answer says so in words. */
    private Map<String, Object> result(Part.ToolResult result, Message message, int position, int place) {
        List<Map<String, Object>> output = new ArrayList<>();
        if (result.error()) {
            content.write(Part.Text.of("Error:"), Role.TOOL, "", output);
        }
        for (int i = 0; i < result.content().size(); i++) {
            content.write(result.content().get(i), Role.TOOL, context.paths().part(position, place, i), output);
        }
        return Fields.with(
                        TYPE,
                        customCalls.contains(result.callId()) ? "custom_tool_call_output" : "function_call_output")
                .set("call_id", result.callId())
                .set("output", output.isEmpty() ? "" : ContentWriter.plain(output))
                .add(context.further(result.extra()))
                .add(context.further(message.role() == Role.TOOL ? message.extra() : Map.of()))
                .map();
    }

    private void reasoning(Part.Thinking thinking) {
        Map<String, Object> own = context.further(thinking.extra());
        if ("reasoning".equals(own.get(TYPE)) && own.get("encrypted_content") instanceof String) {
            items.add(own);
        }
    }

    private void opaque(Part.Opaque part, String field) {
        if (part.dialect() == Dialect.OPENAI_RESPONSES) {
            items.add(ItemMark.without(part.extra()));
        } else if (!part.type().equals("redacted_thinking")) {
            context.unsupported(field, "this provider has no content of type " + part.type());
        }
    }
}
