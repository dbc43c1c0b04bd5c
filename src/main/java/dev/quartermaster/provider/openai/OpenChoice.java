package dev.quartermaster.provider.openai;

import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One choice of a stream while it grows: numbers its parts and knows which are open. Texts, refusals and reasoning
 * follow one another; tool calls may be open beside each other until the choice ends.
 */
final class OpenChoice {

    private final int index;
    private final Map<Integer, Integer> calls = new LinkedHashMap<>();
    private int parts;
    private Growth open;
    private int openPart;
    private FinishReason finish;

    OpenChoice(int index) {
        this.index = index;
    }

    boolean isEmpty() {
        return parts == 0;
    }

    /** Why it ended; null while it goes on. */
    FinishReason finish() {
        return finish;
    }

    void grow(Growth growth, String piece, Map<String, Object> extra, Consumer<ChatDelta> out) {
        if (open != growth) {
            closeOpen(out);
            open = growth;
            openPart = parts++;
            out.accept(new ChatDelta.PartOpened(index, openPart, emptyPart(growth)));
        }
        out.accept(new ChatDelta.PartGrew(index, openPart, growth, piece, extra));
    }

    /** The first piece of a call names it; later ones, even if they repeat the name, only add arguments. */
    void call(Wire.Call call, Consumer<ChatDelta> out) {
        int place = call.index() == null ? calls.size() : call.index();
        Integer part = calls.get(place);
        boolean begins = part == null;
        if (begins) {
            closeOpen(out);
            part = parts++;
            calls.put(place, part);
            out.accept(new ChatDelta.PartOpened(index, part, opened(call, place)));
        }
        String text = call.text();
        if (text != null && !text.isEmpty()) {
            Map<String, Object> extra = begins || call.custom() == null ? Map.of() : call.further();
            out.accept(new ChatDelta.PartGrew(index, part, Growth.ARGUMENTS, text, extra));
        }
    }

    void finish(String word, Consumer<ChatDelta> out) {
        if (finish != null) {
            return;
        }
        closeOpen(out);
        calls.values().forEach(part -> out.accept(new ChatDelta.PartClosed(index, part)));
        finish = FinishReasons.of(word, !calls.isEmpty());
        out.accept(new ChatDelta.Finished(index, finish, null));
    }

    private void closeOpen(Consumer<ChatDelta> out) {
        if (open != null) {
            open = null;
            out.accept(new ChatDelta.PartClosed(index, openPart));
        }
    }

    /** Some compatible servers send calls without ids; one that is unique within its answer serves as well. */
    private Part opened(Wire.Call call, int place) {
        String id = call.id() == null ? "call_" + index + "_" + place : call.id();
        String name = call.toolName() == null ? "" : call.toolName();
        return new Part.ToolCall(id, name, "", call.isCustom(), null, call.further());
    }

    private static Part emptyPart(Growth growth) {
        return switch (growth) {
            case REFUSAL -> new Part.Refusal("", Map.of());
            case THINKING -> new Part.Thinking("", null, Map.of());
            default -> Part.Text.of("");
        };
    }
}
