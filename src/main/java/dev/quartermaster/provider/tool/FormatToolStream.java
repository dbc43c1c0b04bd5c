package dev.quartermaster.provider.tool;

import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.ChatDelta.PartGrew;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.StreamReader;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns one stream's calls of a {@link FormatTool} into text as they grow. The whole answer is checked when its
 * turn ends; one that does not keep to the format fails the stream. Parts are numbered anew, as some are dropped.
 */
final class FormatToolStream extends FilteredReader {

    private final FormatTool tool;
    private final Map<Integer, Turn> turns = new HashMap<>();

    FormatToolStream(FormatTool tool, StreamReader reader) {
        super(reader);
        this.tool = tool;
    }

    @Override
    void take(ChatDelta delta, Consumer<ChatDelta> out) {
        if (delta instanceof ChatDelta.PartOpened opened) {
            turn(opened.choice()).open(opened, out);
        } else if (delta instanceof PartGrew grew) {
            turn(grew.choice()).grow(grew, out);
        } else if (delta instanceof ChatDelta.PartClosed closed) {
            turn(closed.choice()).close(closed, out);
        } else if (delta instanceof ChatDelta.Finished finished) {
            out.accept(turn(finished.choice()).finish(finished));
        } else {
            out.accept(delta);
        }
    }

    private Turn turn(int choice) {
        return turns.computeIfAbsent(choice, ignored -> new Turn());
    }

    /** One choice: where its parts went, and the answers it gives. */
    private final class Turn {

        private final Map<Integer, Integer> places = new HashMap<>();
        private final Map<Integer, StringBuilder> answers = new HashMap<>();
        private int next;
        private boolean asksForTools;
        private @Nullable String unchecked;
        private boolean answered;

        void open(ChatDelta.PartOpened opened, Consumer<ChatDelta> out) {
            Part part = opened.part();
            if (tool.isAnswer(part)) {
                answered = true;
                answers.put(opened.index(), new StringBuilder());
                part = Part.Text.of("");
            } else if (part instanceof Part.Text) {
                return;
            }
            asksForTools |= part instanceof Part.ToolCall;
            places.put(opened.index(), next);
            out.accept(new ChatDelta.PartOpened(opened.choice(), next++, part));
        }

        void grow(PartGrew grew, Consumer<ChatDelta> out) {
            Integer place = places.get(grew.index());
            if (place == null) {
                return;
            }
            StringBuilder answer = answers.get(grew.index());
            if (answer != null) {
                answer.append(grew.piece());
            }
            Growth growth = answer == null ? grew.growth() : Growth.TEXT;
            out.accept(new PartGrew(grew.choice(), place, growth, grew.piece(), grew.extra()));
        }

        void close(ChatDelta.PartClosed closed, Consumer<ChatDelta> out) {
            Integer place = places.remove(closed.index());
            StringBuilder answer = answers.remove(closed.index());
            if (answer != null) {
                unchecked = answer.toString();
            }
            if (place != null) {
                out.accept(new ChatDelta.PartClosed(closed.choice(), place));
            }
        }

        /** An answer that the token limit has cut is not checked: its finish reason says what it is. */
        ChatDelta finish(ChatDelta.Finished finished) {
            if (unchecked != null && finished.finish() != FinishReason.LENGTH) {
                tool.check(unchecked);
            }
            FinishReason finish = tool.finish(finished.finish(), answered, asksForTools);
            return new ChatDelta.Finished(finished.choice(), finish, finished.stopSequence(), finished.extra());
        }
    }
}
