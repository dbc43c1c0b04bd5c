package dev.quartermaster.history.journal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * File of the journal. One thread writes and another reads it: {@code end} grows only after the bytes before it were
 * handed to the operating system, and nothing is read beyond it.
 */
final class Segment {

    private static final Pattern NAME = Pattern.compile("segment-(\\d{16})\\.log");

    /** Before every position of this run. */
    private static final long OF_ANOTHER_RUN = Long.MIN_VALUE / 2;

    private final long number;
    private final Path file;
    private final boolean leftover;
    private final long written;
    private volatile long end;
    private volatile boolean sealed;

    private Segment(long number, Path file, long written, long end, boolean leftover) {
        this.number = number;
        this.file = file;
        this.written = written;
        this.end = end;
        this.leftover = leftover;
        this.sealed = leftover;
    }

    /** @param written the position of its first byte */
    static Segment fresh(long number, Path file, long written) {
        return new Segment(number, file, written, 0, false);
    }

    /** Segment of an earlier run. */
    static Segment leftover(long number, Path file, long end) {
        return new Segment(number, file, OF_ANOTHER_RUN, end, true);
    }

    static String nameOf(long number) {
        return String.format("segment-%016d.log", number);
    }

    /** Reads the number from a segment's file name; empty for any other file. */
    static Optional<Long> numberOf(Path file) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        return matcher.matches() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
    }

    long number() {
        return number;
    }

    Path file() {
        return file;
    }

    /** Returns the position of its first byte among all that were written since the start; see {@link WrittenLines}. */
    long written() {
        return written;
    }

    long end() {
        return end;
    }

    boolean leftover() {
        return leftover;
    }

    boolean sealed() {
        return sealed;
    }

    void grownTo(long newEnd) {
        end = newEnd;
    }

    /** Closes it for writing. */
    void seal() {
        sealed = true;
    }
}
