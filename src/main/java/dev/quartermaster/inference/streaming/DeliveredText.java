package dev.quartermaster.inference.streaming;

import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Part;
import org.jspecify.annotations.Nullable;

/**
 * The delivered text of a stream, while a continuation is possible: one text that is still open. Another model cannot
 * continue reasoning, a refusal, a tool call, a second answer or anything that only one dialect understands.
 */
final class DeliveredText {

    private static final int NONE = -1;

    private final @Nullable StringBuilder text;
    private int part = NONE;
    private boolean isPlain = true;

    /** @param kept whether the text itself is kept; else only whether it could be continued */
    DeliveredText(boolean kept) {
        this.text = kept ? new StringBuilder() : null;
    }

    void add(ChatDelta delta) {
        if (delta instanceof ChatDelta.PartOpened opened) {
            open(opened);
        } else if (delta instanceof ChatDelta.PartGrew grown) {
            grow(grown);
        } else if (delta instanceof ChatDelta.Passed passed) {
            isPlain &= isAside(passed);
        } else if (delta instanceof ChatDelta.PartClosed || delta instanceof ChatDelta.Finished) {
            isPlain = false;
        }
    }

    /** Returns true if there is a text that can be continued. */
    boolean isOpen() {
        return isPlain && part != NONE;
    }

    /** The number of its part. */
    int part() {
        return part;
    }

    /** @throws IllegalStateException when it is not kept */
    String text() {
        if (text == null) {
            throw new IllegalStateException("nothing is kept of what this stream says");
        }
        return text.toString();
    }

    private void open(ChatDelta.PartOpened opened) {
        isPlain &= part == NONE && opened.choice() == 0 && opened.part() instanceof Part.Text;
        part = opened.index();
        if (opened.part() instanceof Part.Text beginning) {
            keep(beginning.text());
        }
    }

    private void grow(ChatDelta.PartGrew grown) {
        isPlain &= grown.choice() == 0 && grown.index() == part && grown.growth() == ChatDelta.Growth.TEXT;
        keep(grown.piece());
    }

    private void keep(String piece) {
        if (text != null && isPlain) {
            text.append(piece);
        }
    }

    /** It says nothing of the answer itself: a sign of life, or what a filter says of a piece. */
    private static boolean isAside(ChatDelta.Passed passed) {
        return "ping".equals(passed.name())
                || (passed.dialect() == Dialect.OPENAI_CHAT && !passed.event().containsKey("delta"));
    }
}
