package dev.quartermaster.provider.anthropic;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.provider.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes a conversation: instructions apart, turns of one role that follow each other as one, as the API would merge them
 * itself, and in a user's turn the tool results first, as it demands. Instructions in mid-conversation join the others,
 * but stay in place for a caller of the same dialect, who put them there knowing what the model makes of it.
 */
final class TurnTranslator {

    private static final String TYPE = "type";
    private static final String TEXT = "text";

    private final Context context;
    private final BlockWriter blocks;
    private final List<Map<String, Object>> system = new ArrayList<>();
    private final List<Map<String, Object>> messages = new ArrayList<>();
    private final List<Map<String, Object>> content = new ArrayList<>();
    private Fields extra = new Fields();
    private String role;

    TurnTranslator(Context context) {
        this.context = context;
        this.blocks = new BlockWriter(context);
    }

    Turns turns() {
        List<Message> all = context.request().messages();
        for (int i = 0; i < all.size(); i++) {
            take(all.get(i), "messages[" + i + "]");
        }
        flush();
        if (messages.isEmpty()) {
            throw QuartermasterException.invalid("messages", "a conversation needs at least one turn of its user");
        }
        return new Turns(system(), List.copyOf(messages));
    }

    private void take(Message message, String field) {
        if (message.name() != null) {
            context.lost(field + ".name", "this provider's models know no names of participants");
        }
        List<Map<String, Object>> written = blocks.write(message.parts(), field + ".content");
        String wire = wireRole(message.role());
        if (wire.equals("system") && !(context.sameDialect() && role != null)) {
            system.addAll(written);
            return;
        }
        if (!wire.equals(role)) {
            flush();
            role = wire;
        }
        content.addAll(written);
        if (context.sameDialect()) {
            extra.add(message.extra());
        }
    }

    private void flush() {
        if (!content.isEmpty()) {
            List<Map<String, Object>> ordered = role.equals("user") ? toolResultsFirst(content) : List.copyOf(content);
            messages.add(Fields.with("role", role)
                    .set("content", plain(ordered))
                    .add(extra.map())
                    .map());
        }
        content.clear();
        extra = new Fields();
    }

    private static List<Map<String, Object>> toolResultsFirst(List<Map<String, Object>> content) {
        List<Map<String, Object>> ordered = new ArrayList<>(content.size());
        content.stream().filter(TurnTranslator::isToolResult).forEach(ordered::add);
        content.stream().filter(block -> !isToolResult(block)).forEach(ordered::add);
        return ordered;
    }

    private static boolean isToolResult(Map<String, Object> block) {
        return "tool_result".equals(block.get(TYPE));
    }

    private Object system() {
        return system.isEmpty() ? null : plain(List.copyOf(system));
    }

    /** One text that carries nothing else is written as just that. */
    static Object plain(List<Map<String, Object>> blocks) {
        if (blocks.size() == 1
                && blocks.get(0).size() == 2
                && TEXT.equals(blocks.get(0).get(TYPE))) {
            return blocks.get(0).get(TEXT);
        }
        return blocks;
    }

    private static String wireRole(Role role) {
        return switch (role) {
            case SYSTEM, DEVELOPER -> "system";
            case ASSISTANT -> "assistant";
            default -> "user";
        };
    }
}
