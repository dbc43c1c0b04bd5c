package dev.quartermaster.inference.streaming;

import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Finished;
import dev.quartermaster.domain.chat.ChatDelta.PartClosed;
import dev.quartermaster.domain.chat.ChatDelta.PartGrew;
import dev.quartermaster.domain.chat.ChatDelta.PartOpened;
import dev.quartermaster.domain.chat.ChatDelta.Used;
import dev.quartermaster.domain.chat.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Joins the stream of a model that goes on to the one that broke off: its beginning is left out, its first text grows the
 * text that is open, and its other parts are numbered after that. Used for one stream.
 */
final class StreamSplicer {

    private final int openPart;
    private final Map<Integer, Integer> numbers = new HashMap<>();
    private String tail;
    private int next;
    private boolean isOpen = true;

    /**
     * @param openPart the part that is to be continued
     * @param tail white space it ends with that the model was not told, so that it may say it once more
     */
    StreamSplicer(int openPart, String tail) {
        this.openPart = openPart;
        this.next = openPart + 1;
        this.tail = tail;
    }

    /** Converts a delta of the continuation to deltas of the whole stream. */
    List<ChatDelta> take(ChatDelta delta) {
        List<ChatDelta> out = new ArrayList<>(2);
        if (delta instanceof PartOpened opened && opened.choice() == 0) {
            open(opened, out);
        } else if (delta instanceof PartGrew grown && grown.choice() == 0) {
            grow(grown, out);
        } else if (delta instanceof PartClosed closed && closed.choice() == 0) {
            close(closed, out);
        } else if (delta instanceof Finished finished && finished.choice() == 0) {
            end(out);
            out.add(finished);
        } else if (delta instanceof Used) {
            out.add(delta);
        }
        return out;
    }

    private void open(PartOpened opened, List<ChatDelta> out) {
        if (numbers.isEmpty() && opened.part() instanceof Part.Text text) {
            numbers.put(opened.index(), openPart);
            say(text.text(), Map.of(), out);
            return;
        }
        end(out);
        numbers.put(opened.index(), next);
        out.add(new PartOpened(0, next++, opened.part()));
    }

    private void grow(PartGrew grown, List<ChatDelta> out) {
        int number = number(grown.index());
        if (number == openPart) {
            say(grown.piece(), grown.extra(), out);
        } else {
            out.add(new PartGrew(0, number, grown.growth(), grown.piece(), grown.extra()));
        }
    }

    private void close(PartClosed closed, List<ChatDelta> out) {
        int number = number(closed.index());
        if (number == openPart) {
            end(out);
        } else {
            out.add(new PartClosed(0, number));
        }
    }

    /** A part grows and ends only after it was opened. */
    private int number(int index) {
        return Objects.requireNonNull(numbers.get(index));
    }

    private void end(List<ChatDelta> out) {
        if (isOpen) {
            isOpen = false;
            out.add(new PartClosed(0, openPart));
        }
    }

    /** White space that was delivered already is not said twice. */
    private void say(String piece, Map<String, Object> extra, List<ChatDelta> out) {
        int same = 0;
        while (same < piece.length() && same < tail.length() && piece.charAt(same) == tail.charAt(same)) {
            same++;
        }
        tail = same == piece.length() ? tail.substring(same) : "";
        if (same < piece.length()) {
            out.add(new PartGrew(0, openPart, ChatDelta.Growth.TEXT, piece.substring(same), extra));
        }
    }
}
