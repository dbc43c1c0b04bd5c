package dev.quartermaster.provider.bedrock;

import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.failure.FailureClassifier;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * One content block while it arrives. Only tools announce theirs: of all others the first piece tells what they are. A
 * block that turns out to be empty never becomes a part, so parts are numbered here and not by the provider.
 */
final class OpenBlock {

    private static final int UNNUMBERED = -1;

    private final IntSupplier numbers;
    private final List<String> redacted = new ArrayList<>();
    private int number = UNNUMBERED;
    private boolean tool;
    private boolean ignored;
    private boolean empty = true;

    /** @param numbers the next part's number, each time it is asked */
    OpenBlock(IntSupplier numbers) {
        this.numbers = numbers;
    }

    /** Whatever comes is dropped. */
    void ignore() {
        ignored = true;
    }

    void open(Part part, Consumer<ChatDelta> out) {
        number = numbers.getAsInt();
        tool = part instanceof Part.ToolCall;
        out.accept(new ChatDelta.PartOpened(0, number, part));
    }

    void grow(Growth growth, String piece, Consumer<ChatDelta> out) {
        if (ignored || piece.isEmpty()) {
            return;
        }
        if (number == UNNUMBERED) {
            open(first(growth), out);
        }
        empty = false;
        out.accept(new ChatDelta.PartGrew(0, number, growth, piece, Map.of()));
    }

    /** An opaque part must be whole, so its pieces are gathered until the block ends. */
    void redacted(String piece) {
        redacted.add(piece);
    }

    void close(Consumer<ChatDelta> out) {
        if (!redacted.isEmpty()) {
            open(BlockReader.redacted(redacted.size() == 1 ? redacted.get(0) : joined(redacted)), out);
        }
        if (number == UNNUMBERED) {
            return;
        }
        if (tool && empty) {
            out.accept(new ChatDelta.PartGrew(0, number, Growth.ARGUMENTS, "{}", Map.of()));
        }
        out.accept(new ChatDelta.PartClosed(0, number));
    }

    private static Part first(Growth growth) {
        return switch (growth) {
            case TEXT -> Part.Text.of("");
            case THINKING, SIGNATURE -> new Part.Thinking("", null, Map.of());
            default -> throw FailureClassifier.unreadable();
        };
    }

    /** Each piece is padded by itself, so their texts cannot simply be put together. */
    private static String joined(List<String> pieces) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        pieces.forEach(piece -> bytes.writeBytes(Base64.getDecoder().decode(piece)));
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
