package dev.quartermaster.history.journal;

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
    FAILOVER;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The word in a journal line, and the name of the table. */
    public String wire() {
        return wire;
    }

    static Optional<JournalKind> parse(String word) {
        for (JournalKind kind : values()) {
            if (kind.wire().equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
