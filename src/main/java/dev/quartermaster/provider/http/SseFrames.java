package dev.quartermaster.provider.http;

import dev.quartermaster.provider.failure.FailureClassifier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events from bytes in any pieces. Follows the HTML standard, by which an event without data is none,
 * with three differences: {@code id} and {@code retry} are ignored, for nobody reconnects to a paid answer; an event that
 * only lacks its final empty line when the stream ends is handed out, because several providers end so; and blank data
 * counts as none, because it says nothing in any protocol read here.
 */
public final class SseFrames {

    private final int longest;
    private final LineSplitter lineSplitter;
    private final StringBuilder data = new StringBuilder();
    private boolean hasData;
    private @Nullable String event;

    /** @param longest the most that one event may hold, in bytes of a line and in characters of its data */
    public SseFrames(int longest) {
        this.longest = longest;
        this.lineSplitter = new LineSplitter(longest);
    }

    /** @throws dev.quartermaster.domain.ProviderFailure when an event grows beyond the bound */
    public void feed(byte[] bytes, Consumer<SseFrame> out) {
        lineSplitter.feed(bytes, line -> take(line, out));
    }

    /** The bytes are over: hands out an event that only lacks its end. */
    public void end(Consumer<SseFrame> out) {
        lineSplitter.end(line -> take(line, out));
        dispatch(out);
    }

    private void take(String text, Consumer<SseFrame> out) {
        if (text.isEmpty()) {
            dispatch(out);
            return;
        }
        int colon = text.indexOf(':');
        if (colon != 0) {
            field(colon < 0 ? text : text.substring(0, colon), colon < 0 ? "" : value(text, colon + 1));
        }
    }

    private static String value(String line, int from) {
        return line.startsWith(" ", from) ? line.substring(from + 1) : line.substring(from);
    }

    private void field(String name, String value) {
        if (name.equals("event")) {
            event = value.isEmpty() ? null : value;
        } else if (name.equals("data")) {
            if (data.length() + value.length() > longest) {
                throw FailureClassifier.unreadable();
            }
            data.append(hasData ? "\n" : "").append(value);
            hasData = true;
        }
    }

    private void dispatch(Consumer<SseFrame> out) {
        String said = data.toString();
        SseFrame whole = said.isBlank() ? null : new SseFrame(event, said);
        data.setLength(0);
        hasData = false;
        event = null;
        if (whole != null) {
            out.accept(whole);
        }
    }
}
