package dev.quartermaster.history.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kind of a journal entry; also the name of its table. */
public enum JournalKind {
    /** Before the decisions made from it. */
    REGISTRY_VERSION,
    /** Likewise. */
    CIRCUMSTANCES,
    INVOCATION,
    DECISION,
    FAILOVER,
    /** After the requests that they are of. */
    EVALUATION;

    private static final JournalKind[] ALL = values();

    private final String wire = name().toLowerCase(Locale.ROOT);
    private final byte[] bytes = wire.getBytes(StandardCharsets.US_ASCII);

    /** The word in a journal line, and the name of the table. */
    public String wire() {
        return wire;
    }

    /** Returns whether its rows may be stored before those of earlier batches, and those of later ones before them. */
    public boolean inAnyOrder() {
        return this == INVOCATION || this == DECISION || this == FAILOVER;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Reads the word of a kind. */
    public static Optional<JournalKind> of(String word) {
        return Arrays.stream(ALL).filter(kind -> kind.wire.equals(word)).findFirst();
    }

    /** Reads the word in a part of {@code line}. */
    static Optional<JournalKind> parse(byte[] line, int from, int to) {
        for (JournalKind kind : ALL) {
            if (Arrays.equals(kind.bytes, 0, kind.bytes.length, line, from, to)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
