package dev.quartermaster.provider.openai;

import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.failure.FailureClassifier;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One choice of a stream while it grows: numbers its parts and knows which are open. Texts, refusals and reasoning
 * follow one another; tool calls may be open beside each other until the choice ends.
 */
final class OpenChoice {

    private final int index;
    private final CallIds ids;
    private final OpenCalls calls = new OpenCalls();
    private int parts;
    private @Nullable Growth open;
    private int openPart;
    private @Nullable FinishReason finish;

    /** @param ids names the calls that have no id */
    OpenChoice(int index, CallIds ids) {
        this.index = index;
        this.ids = ids;
    }

    boolean isEmpty() {
        return parts == 0;
    }

    /** Returns the finish reason; null while the choice goes on. */
    @Nullable FinishReason finish() {
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

    void call(Wire.Call piece, Consumer<ChatDelta> out) {
        OpenCall call = calls.of(piece);
        if (call == null) {
            return;
        }
        String more = call.take(piece);
        if (call.isEmitted()) {
            call.grow(index, more, piece.custom() == null ? Map.of() : piece.further(), out);
        } else if (call.isReady()) {
            closeOpen(out);
            call.emit(index, parts++, ids, out);
        }
    }

    void finish(@Nullable String word, Consumer<ChatDelta> out) {
        if (finish != null) {
            return;
        }
        closeOpen(out);
        finish = FinishReasons.of(word, !calls.all().isEmpty());
        calls.all().forEach(call -> close(call, out));
        out.accept(new ChatDelta.Finished(index, finish, null));
    }

    private void closeOpen(Consumer<ChatDelta> out) {
        if (open != null) {
            open = null;
            out.accept(new ChatDelta.PartClosed(index, openPart));
        }
    }

    /** A call that never got a name is one that came in pieces nobody can put together, unless the answer was cut off. */
    private void close(OpenCall call, Consumer<ChatDelta> out) {
        if (call.isEmitted()) {
            out.accept(new ChatDelta.PartClosed(index, call.part()));
        } else if (finish != FinishReason.LENGTH) {
            throw FailureClassifier.unreadable();
        }
    }

    private static Part emptyPart(Growth growth) {
        return switch (growth) {
            case REFUSAL -> new Part.Refusal("", Map.of());
            case THINKING -> new Part.Thinking("", null, Map.of());
            default -> Part.Text.of("");
        };
    }
}
