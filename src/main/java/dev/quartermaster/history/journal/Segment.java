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

    private final long number;
    private final Path file;
    private final boolean leftover;
    private volatile long end;
    private volatile boolean sealed;

    private Segment(long number, Path file, long end, boolean leftover) {
        this.number = number;
        this.file = file;
        this.end = end;
        this.leftover = leftover;
        this.sealed = leftover;
    }

    static Segment fresh(long number, Path file) {
        return new Segment(number, file, 0, false);
    }

    /** Segment of an earlier run. */
    static Segment leftover(long number, Path file, long end) {
        return new Segment(number, file, end, true);
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
