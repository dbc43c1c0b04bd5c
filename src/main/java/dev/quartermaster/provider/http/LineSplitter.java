package dev.quartermaster.provider.http;

import dev.quartermaster.provider.failure.FailureClassifier;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts a stream of bytes into lines, wherever the network has cut it: inside a character, or between the two bytes of a
 * line end. Lines end in LF, CR or both; bytes are decoded only once their line is whole. A byte order mark before the first
 * is no part of it.
 */
public final class LineSplitter {

    private static final byte LF = '\n';
    private static final byte CR = '\r';
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final int longest;
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
    private boolean afterCr;
    private boolean begun;

    /** @param longest the most bytes of one line */
    public LineSplitter(int longest) {
        this.longest = longest;
    }

    /**
     * @param out gets each line that is now whole, without its end, empty ones included
     * @throws dev.quartermaster.domain.ProviderFailure when a line grows beyond the bound
     */
    public void feed(byte[] bytes, Consumer<String> out) {
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte at = bytes[i];
            if (at == LF && afterCr) {
                start = i + 1;
            } else if (at == LF || at == CR) {
                out.accept(line(bytes, start, i));
                start = i + 1;
            }
            afterCr = at == CR;
        }
        keep(bytes, start, bytes.length);
    }

    /** The bytes are over: hands out what is left of a last line that has no end. */
    public void end(Consumer<String> out) {
        if (rest.size() > 0) {
            out.accept(line(new byte[0], 0, 0));
        }
    }

    private String line(byte[] bytes, int from, int to) {
        if (rest.size() == 0) {
            check(to - from);
            return text(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }
        keep(bytes, from, to);
        String line = rest.toString(StandardCharsets.UTF_8);
        rest.reset();
        return text(line);
    }

    private String text(String line) {
        boolean marked = !begun && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK;
        begun = true;
        return marked ? line.substring(1) : line;
    }

    private void keep(byte[] bytes, int from, int to) {
        check(rest.size() + to - from);
        rest.write(bytes, from, to - from);
    }

    private void check(int size) {
        if (size > longest) {
            throw FailureClassifier.unreadable();
        }
    }
}
