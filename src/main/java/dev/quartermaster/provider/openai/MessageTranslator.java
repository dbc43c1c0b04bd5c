package dev.quartermaster.provider.openai;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.ThoughtSignature;
import dev.quartermaster.provider.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes turns. Tool results inside a user's turn become turns of their own before it, because here they must follow
 * the turn that asked for them; reasoning of earlier turns is left out, because here it is never sent back.
 */
final class MessageTranslator {

    private static final Pattern NOT_IN_NAMES = Pattern.compile("[\\s<|\\\\/>]");
    private static final int LONGEST_NAME = 64;

    private final Context context;
    private final PartTranslator partTranslator;
    private final List<Map<String, Object>> written = new ArrayList<>();

    MessageTranslator(Context context) {
        this.context = context;
        this.partTranslator = new PartTranslator(context);
    }

    List<Map<String, Object>> messages() {
        List<Message> messages = context.request().messages();
        for (int i = 0; i < messages.size(); i++) {
            write(messages.get(i), i);
        }
        return written;
    }

    private void write(Message message, int position) {
        boolean others = message.parts().isEmpty() && message.role() != Role.TOOL;
        for (int i = 0; i < message.parts().size(); i++) {
            if (message.parts().get(i) instanceof Part.ToolResult result) {
                written.add(toolTurn(result, message, position, i));
            } else if (message.role() == Role.TOOL) {
                context.lost(place(position, i), "a tool's turn holds only tool results");
            } else {
                others = true;
            }
        }
        if (others) {
            written.add(turn(message, position));
        }
    }

    private Map<String, Object> turn(Message message, int position) {
        boolean assistant = message.role() == Role.ASSISTANT;
        List<Map<String, Object>> content = new ArrayList<>();
        List<Map<String, Object>> calls = new ArrayList<>();
        StringBuilder refusal = new StringBuilder();
        for (int i = 0; i < message.parts().size(); i++) {
            Part part = message.parts().get(i);
            if (part instanceof Part.ToolCall call) {
                calls.add(call(call));
            } else if (part instanceof Part.Refusal refused && assistant) {
                refusal.append(refused.text());
            } else if (!(part instanceof Part.ToolResult || isReasoning(part))) {
                partTranslator.write(part, message.role(), place(position, i), content);
            }
        }
        Fields turn = Fields.with("role", message.role().name().toLowerCase(Locale.ROOT))
                .set("content", content.isEmpty() && assistant ? null : PartTranslator.plain(content))
                .set("name", name(message.name()))
                .set("refusal", refusal.isEmpty() ? null : refusal.toString())
                .set("tool_calls", calls.isEmpty() ? null : calls);
        return turn.add(context.further(message.extra())).map();
    }

    /** OpenAI refuses other characters and longer names. */
    private static String name(String name) {
        if (name == null || name.isBlank()) {
            return null;
        }
        String fitting = NOT_IN_NAMES.matcher(name.strip()).replaceAll("_");
        return fitting.length() > LONGEST_NAME ? fitting.substring(0, LONGEST_NAME) : fitting;
    }

    /** Gemini's compatible endpoint demands it back; OpenAI itself knows no such field. */
    private Map<String, Object> signature(Part.ToolCall call) {
        String signature = ThoughtSignature.of(call.extra());
        boolean isOpenAi = ProviderId.OPENAI.equals(context.model().key().provider());
        return signature == null || isOpenAi ? null : ThoughtSignature.extraContent(signature);
    }

    private static boolean isReasoning(Part part) {
        return part instanceof Part.Thinking
                || (part instanceof Part.Opaque opaque && opaque.type().equals("redacted_thinking"));
    }

    private Map<String, Object> call(Part.ToolCall call) {
        String kind = call.custom() ? "custom" : "function";
        Map<String, Object> tool = Fields.with("name", call.name())
                .set(call.custom() ? "input" : "arguments", call.arguments())
                .map();
        return Fields.with("id", call.id())
                .set("type", kind)
                .set(kind, tool)
                .set(ThoughtSignature.EXTRA_CONTENT, signature(call))
                .add(context.further(call.extra()))
                .map();
    }

    /** This protocol has no flag for a tool that failed, so its answer says so in words. */
    private Map<String, Object> toolTurn(Part.ToolResult result, Message message, int position, int part) {
        List<Map<String, Object>> content = new ArrayList<>();
        if (result.error()) {
            content.add(PartTranslator.text("Error:"));
        }
        for (int i = 0; i < result.content().size(); i++) {
            String field = context.paths().part(position, part, i);
            partTranslator.write(result.content().get(i), Role.TOOL, field, content);
        }
        Fields turn = Fields.with("role", "tool")
                .set("tool_call_id", result.callId())
                .set("content", PartTranslator.plain(content));
        return message.role() == Role.TOOL
                ? turn.add(context.further(message.extra())).map()
                : turn.map();
    }

    private String place(int position, int part) {
        return context.paths().part(position, part, FieldPaths.NOT_NESTED);
    }
}
