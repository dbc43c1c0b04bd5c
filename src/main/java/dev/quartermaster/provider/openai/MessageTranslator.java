package dev.quartermaster.provider.openai;

import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.ThoughtSignature;
import dev.quartermaster.provider.translation.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes turns. Tool results inside a user's turn become turns of their own before it, because here they must follow
 * the turn that asked for them, and what is no text in them follows in the user's turn behind. Reasoning of earlier turns
 * is left out, unless the provider asks to have it back; then each turn of the model has some.
 */
final class MessageTranslator {

    private static final Pattern NOT_IN_NAMES = Pattern.compile("[\\s<|\\\\/>]");
    private static final int LONGEST_NAME = 64;

    /** Replaces reasoning that was not shown, or was another model's: some services refuse a turn without any. */
    private static final String NO_REASONING = " ";

    private final Context context;
    private final PartTranslator partTranslator;
    private final ResultMedia media;
    private final List<Map<String, Object>> written = new ArrayList<>();

    MessageTranslator(Context context) {
        this.context = context;
        this.partTranslator = new PartTranslator(context);
        this.media = new ResultMedia(partTranslator);
    }

    List<Map<String, Object>> messages() {
        List<Message> messages = context.request().messages();
        for (int i = 0; i < messages.size(); i++) {
            write(messages.get(i), i);
        }
        writeMedia();
        return written;
    }

    private void write(Message message, int position) {
        boolean others = message.parts().isEmpty() && message.role() != Role.TOOL;
        for (int i = 0; i < message.parts().size(); i++) {
            if (message.parts().get(i) instanceof Part.ToolResult result) {
                written.add(toolTurn(result, message, position, i));
            } else if (message.role() == Role.TOOL) {
                context.unsupported(place(position, i).get(), "a tool's turn holds only tool results");
            } else {
                others = true;
            }
        }
        if (others && !isOnlyReasoning(message)) {
            List<Map<String, Object>> first = message.role() == Role.USER ? media.taken() : List.of();
            writeMedia();
            written.add(turn(message, position, first));
        }
    }

    /** Returns whether nothing is left of an assistant turn that was cut off during reasoning. */
    private boolean isOnlyReasoning(Message message) {
        return context.reasoningField() == null
                && message.role() == Role.ASSISTANT
                && !message.parts().isEmpty()
                && message.parts().stream().allMatch(MessageTranslator::isReasoning);
    }

    /** Media of the results so far, in a turn of their own where no turn of the user comes next. */
    private void writeMedia() {
        if (!media.isEmpty()) {
            written.add(
                    Fields.with("role", "user").set("content", media.taken()).map());
        }
    }

    private Map<String, Object> turn(Message message, int position, List<Map<String, Object>> first) {
        boolean assistant = message.role() == Role.ASSISTANT;
        List<Map<String, Object>> content = new ArrayList<>(first);
        List<Map<String, Object>> calls = new ArrayList<>();
        StringBuilder refusal = new StringBuilder();
        for (int i = 0; i < message.parts().size(); i++) {
            Part part = message.parts().get(i);
            if (part instanceof Part.ToolCall call) {
                media.called(call);
                calls.add(call(call));
            } else if (part instanceof Part.Refusal refused && assistant) {
                refusal.append(refused.text());
            } else if (!(part instanceof Part.ToolResult || isReasoning(part))) {
                partTranslator.write(part, message.role(), place(position, i), content);
            }
        }
        Fields turn = Fields.with("role", role(message.role()))
                .set("content", content.isEmpty() && assistant ? null : PartTranslator.plain(content))
                .set("name", name(message.name()))
                .set("refusal", refusal.isEmpty() ? null : refusal.toString())
                .set("tool_calls", calls.isEmpty() ? null : calls);
        if (assistant && context.reasoningField() != null) {
            boolean onlyReasoned = content.isEmpty() && calls.isEmpty() && refusal.isEmpty();
            turn.set("content", onlyReasoned ? "" : null).set(context.reasoningField(), reasoning(message));
        }
        return turn.add(context.further(message.extra())).map();
    }

    /** OpenAI refuses other characters and longer names. */
    private static @Nullable String name(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return null;
        }
        String fitting = NOT_IN_NAMES.matcher(name.strip()).replaceAll("_");
        return fitting.length() > LONGEST_NAME ? fitting.substring(0, LONGEST_NAME) : fitting;
    }

    /** Gemini's compatible endpoint demands it back; OpenAI itself knows no such field. */
    private @Nullable Map<String, Object> signature(Part.ToolCall call) {
        String signature = ThoughtSignature.of(call.extra());
        return signature == null || context.isOpenAi() ? null : ThoughtSignature.extraContent(signature);
    }

    private static String reasoning(Message message) {
        String reasoning = message.parts().stream()
                .filter(Part.Thinking.class::isInstance)
                .map(part -> ((Part.Thinking) part).text())
                .collect(Collectors.joining("\n\n"));
        return reasoning.isBlank() ? NO_REASONING : reasoning;
    }

    /** Returns the role's wire name. Only OpenAI itself has a role for developers beside that of the system. */
    private String role(Role role) {
        return (role != Role.DEVELOPER || context.isOpenAi() ? role : Role.SYSTEM)
                .name()
                .toLowerCase(Locale.ROOT);
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
        boolean elsewhere = false;
        for (int i = 0; i < result.content().size(); i++) {
            int nested = i;
            Supplier<String> field = () -> context.paths().part(position, part, nested);
            if (isMedia(result.content().get(i))) {
                elsewhere |= media.keep((Part.Media) result.content().get(i), result.callId(), field);
            } else {
                partTranslator.write(result.content().get(i), Role.TOOL, field, content);
            }
        }
        if (elsewhere && content.isEmpty()) {
            content.add(PartTranslator.text(ResultMedia.ELSEWHERE));
        }
        Fields turn = Fields.with("role", "tool")
                .set("tool_call_id", result.callId())
                .set("content", PartTranslator.plain(content));
        return message.role() == Role.TOOL
                ? turn.add(context.further(message.extra())).map()
                : turn.map();
    }

    /** Returns whether a tool's turn cannot hold the part; it can hold a text document. */
    private static boolean isMedia(Part part) {
        return part instanceof Part.Media
                && !(part instanceof Part.Document document && PartTranslator.isText(document));
    }

    /** Computes the path lazily, as that looks at all parts before it. */
    private Supplier<String> place(int position, int part) {
        return () -> context.paths().part(position, part, FieldPaths.NOT_NESTED);
    }
}
