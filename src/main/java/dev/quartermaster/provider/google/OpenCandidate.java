package dev.quartermaster.provider.google;

import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One candidate of a stream while it grows. The API does not number parts: pieces of one kind that follow each other are
 * one part, and a function call comes whole.
 */
final class OpenCandidate {

    private final int index;
    private int parts;
    private @Nullable Growth open;
    private int openPart;
    private boolean asksForTools;
    private @Nullable String finishReason;
    private final Map<String, Object> extra = new LinkedHashMap<>();

    OpenCandidate(int index) {
        this.index = index;
    }

    int parts() {
        return parts;
    }

    boolean isFinished() {
        return finishReason != null;
    }

    @Nullable String finishReason() {
        return finishReason;
    }

    boolean asksForTools() {
        return asksForTools;
    }

    void take(Part part, Map<String, Object> pieceExtra, Consumer<ChatDelta> out) {
        if (part instanceof Part.Text text) {
            grow(Growth.TEXT, text.text(), with(text.extra(), pieceExtra), out);
        } else if (part instanceof Part.Thinking thinking) {
            grow(Growth.THINKING, thinking.text(), thinking.extra(), out);
        } else if (part instanceof Part.ToolCall call) {
            asksForTools = true;
            close(out);
            Part opened = new Part.ToolCall(call.id(), call.name(), "", call.extra());
            out.accept(new ChatDelta.PartOpened(index, parts, opened));
            out.accept(new ChatDelta.PartGrew(index, parts, Growth.ARGUMENTS, call.arguments(), Map.of()));
            out.accept(new ChatDelta.PartClosed(index, parts++));
        } else {
            close(out);
            out.accept(new ChatDelta.PartOpened(index, parts, part));
            out.accept(new ChatDelta.PartClosed(index, parts++));
        }
    }

    /** Remembers why it ended; said once the stream is over, as pieces may still follow. */
    void ending(String reason, Map<String, Object> more) {
        if (more != null) {
            extra.putAll(more);
        }
        if (reason != null) {
            finishReason = reason;
        }
    }

    void finish(Consumer<ChatDelta> out) {
        close(out);
        extra.putAll(FinishReasons.word(finishReason));
        out.accept(new ChatDelta.Finished(index, FinishReasons.of(finishReason, asksForTools), null, extra));
    }

    private void grow(Growth growth, String piece, Map<String, Object> pieceExtra, Consumer<ChatDelta> out) {
        if (piece.isEmpty() && pieceExtra.isEmpty()) {
            return;
        }
        if (open != growth) {
            close(out);
            open = growth;
            openPart = parts++;
            Part empty = growth == Growth.TEXT ? Part.Text.of("") : new Part.Thinking("", null, Map.of());
            out.accept(new ChatDelta.PartOpened(index, openPart, empty));
        }
        out.accept(new ChatDelta.PartGrew(index, openPart, growth, piece, pieceExtra));
    }

    private void close(Consumer<ChatDelta> out) {
        if (open != null) {
            open = null;
            out.accept(new ChatDelta.PartClosed(index, openPart));
        }
    }

    private static Map<String, Object> with(Map<String, Object> own, Map<String, Object> more) {
        if (more.isEmpty()) {
            return own;
        }
        Map<String, Object> both = new LinkedHashMap<>(own);
        both.putAll(more);
        return both;
    }
}
