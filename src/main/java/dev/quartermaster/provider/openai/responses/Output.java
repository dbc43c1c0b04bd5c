package dev.quartermaster.provider.openai.responses;

import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.Part;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The items of one stream while they grow, as parts of one turn: each is numbered when its first piece comes. Texts,
 * refusals and reasoning follow one another; tool calls may be open beside each other. An item that comes without pieces
 * is emitted when it is done.
 */
final class Output {

    /** An open part and, for those that follow one another, which content of its item it is. */
    private record Open(int part, Growth growth, int content) {}

    private final ItemReader items;
    private final Map<Integer, Open> open = new HashMap<>();
    private int parts;
    private long characters;
    private boolean hasContent;
    private boolean asksForTools;

    Output(ItemReader items) {
        this.items = items;
    }

    /** The length of everything emitted. */
    long characters() {
        return characters;
    }

    boolean hasContent() {
        return hasContent;
    }

    boolean asksForTools() {
        return asksForTools;
    }

    /** An item begins; only of a call is enough known by now. */
    void begin(int item, Map<String, Object> begun, Consumer<ChatDelta> out) {
        if (ItemReader.isCall(begun)) {
            close(item, out);
            open(item, 0, Growth.ARGUMENTS, items.call(begun, ""), out);
        }
    }

    void grow(int item, int content, Growth growth, String piece, Map<String, Object> extra, Consumer<ChatDelta> out) {
        Open known = open.get(item);
        if (known == null || known.growth != growth || known.content != content) {
            if (growth == Growth.ARGUMENTS) {
                return;
            }
            close(item, out);
            known = open(item, content, growth, empty(growth), out);
        }
        if (piece.isEmpty() && extra.isEmpty()) {
            return;
        }
        characters += piece.length();
        hasContent |= growth != Growth.THINKING && !piece.isEmpty();
        out.accept(new ChatDelta.PartGrew(0, known.part, growth, piece, extra));
    }

    /** An item is whole. {@code streamed} whether pieces of it came before */
    void done(int item, Map<String, Object> whole, boolean streamed, Consumer<ChatDelta> out) {
        if (!streamed) {
            items.parts(whole).forEach(part -> emit(item, part, out));
        }
        close(item, out);
    }

    void closeAll(Consumer<ChatDelta> out) {
        open.values().stream().map(Open::part).sorted().forEach(part -> out.accept(new ChatDelta.PartClosed(0, part)));
        open.clear();
    }

    private void emit(int item, Part part, Consumer<ChatDelta> out) {
        if (part instanceof Part.ToolCall call) {
            if (!open.containsKey(item)) {
                Part opened = new Part.ToolCall(call.id(), call.name(), "", call.custom(), null, call.extra());
                open(item, 0, Growth.ARGUMENTS, opened, out);
            }
            grow(item, 0, Growth.ARGUMENTS, call.arguments(), Map.of(), out);
        } else if (part instanceof Part.Text text) {
            grow(item, parts, Growth.TEXT, text.text(), Map.of(), out);
        } else if (part instanceof Part.Refusal refusal) {
            grow(item, parts, Growth.REFUSAL, refusal.text(), Map.of(), out);
        } else if (part instanceof Part.Thinking thinking) {
            if (!thinking.text().isEmpty()) {
                grow(item, 0, Growth.THINKING, thinking.text(), Map.of(), out);
            }
        } else {
            hasContent |= Ending.isContent(part);
            open(item, 0, Growth.TEXT, part, out);
        }
    }

    private Open open(int item, int content, Growth growth, Part part, Consumer<ChatDelta> out) {
        Open opened = new Open(parts++, growth, content);
        open.put(item, opened);
        asksForTools |= part instanceof Part.ToolCall;
        hasContent |= part instanceof Part.ToolCall;
        out.accept(new ChatDelta.PartOpened(0, opened.part, part));
        return opened;
    }

    private void close(int item, Consumer<ChatDelta> out) {
        Open known = open.remove(item);
        if (known != null) {
            out.accept(new ChatDelta.PartClosed(0, known.part));
        }
    }

    private static Part empty(Growth growth) {
        return switch (growth) {
            case REFUSAL -> new Part.Refusal("", Map.of());
            case THINKING -> new Part.Thinking("", null, Map.of());
            default -> Part.Text.of("");
        };
    }
}
