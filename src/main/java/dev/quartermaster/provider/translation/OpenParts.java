package dev.quartermaster.provider.translation;

import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.Part;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the parts of one choice of a stream, for a protocol that does not: pieces of one kind that follow each other are
 * one part, and a tool call arrives whole.
 */
public final class OpenParts {

    private final int choice;
    private int count;
    private @Nullable Growth open;

    public OpenParts(int choice) {
        this.choice = choice;
    }

    /** Returns how many parts have been opened. */
    public int count() {
        return count;
    }

    /** Appends a piece of text or reasoning. */
    public void grow(Growth growth, String piece, Map<String, Object> extra, Consumer<ChatDelta> out) {
        if (piece.isEmpty() && extra.isEmpty()) {
            return;
        }
        if (open != growth) {
            close(out);
            open = growth;
            Part empty = growth == Growth.TEXT ? Part.Text.of("") : new Part.Thinking("", null, Map.of());
            out.accept(new ChatDelta.PartOpened(choice, count++, empty));
        }
        out.accept(new ChatDelta.PartGrew(choice, count - 1, growth, piece, extra));
    }

    /** Adds a part that is whole. */
    public void add(Part part, Consumer<ChatDelta> out) {
        close(out);
        int index = count++;
        if (part instanceof Part.ToolCall call) {
            Part opened = new Part.ToolCall(call.id(), call.name(), "", call.extra());
            out.accept(new ChatDelta.PartOpened(choice, index, opened));
            out.accept(new ChatDelta.PartGrew(choice, index, Growth.ARGUMENTS, call.arguments(), Map.of()));
        } else {
            out.accept(new ChatDelta.PartOpened(choice, index, part));
        }
        out.accept(new ChatDelta.PartClosed(choice, index));
    }

    /** Closes the part that is open, if there is one. */
    public void close(Consumer<ChatDelta> out) {
        if (open != null) {
            open = null;
            out.accept(new ChatDelta.PartClosed(choice, count - 1));
        }
    }
}
