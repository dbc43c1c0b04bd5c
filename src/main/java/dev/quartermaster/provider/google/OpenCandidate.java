package dev.quartermaster.provider.google;

import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.translation.OpenParts;
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
    private final OpenParts parts;
    private final Map<String, Object> extra = new LinkedHashMap<>();
    private boolean asksForTools;
    private @Nullable String finishReason;

    OpenCandidate(int index) {
        this.index = index;
        this.parts = new OpenParts(index);
    }

    int parts() {
        return parts.count();
    }

    boolean isFinished() {
        return finishReason != null;
    }

    @Nullable String finishReason() {
        return finishReason;
    }

    void take(Part part, Map<String, Object> pieceExtra, Consumer<ChatDelta> out) {
        if (part instanceof Part.Text text) {
            Map<String, Object> both = new LinkedHashMap<>(text.extra());
            both.putAll(pieceExtra);
            parts.grow(Growth.TEXT, text.text(), both, out);
        } else if (part instanceof Part.Thinking thinking) {
            parts.grow(Growth.THINKING, thinking.text(), thinking.extra(), out);
        } else {
            asksForTools |= part instanceof Part.ToolCall;
            parts.add(part, out);
        }
    }

    /** Remembers the finish reason until the stream is over, as pieces may still follow. */
    void ending(String reason, Map<String, Object> more) {
        if (more != null) {
            extra.putAll(more);
        }
        if (reason != null) {
            finishReason = reason;
        }
    }

    void finish(Consumer<ChatDelta> out) {
        parts.close(out);
        extra.putAll(ReplyTranslator.unsharedReason(finishReason));
        out.accept(new ChatDelta.Finished(index, ReplyTranslator.finish(finishReason, asksForTools), null, extra));
    }
}
