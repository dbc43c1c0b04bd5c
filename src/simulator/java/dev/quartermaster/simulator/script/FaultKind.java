package dev.quartermaster.simulator.script;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Kind of a fault. Each knows which fields of the script belong to it. */
public enum FaultKind {
    /** Nothing: an ordinary answer, perhaps late, with other headers, another text or other token counts. */
    ANSWER,
    /** A recorded answer: a 200 with exactly the script's body, as a stream where one was asked for. */
    REPLAY("body"),
    /** The connection is reset before anything is answered. */
    RESET,
    /** The connection stays open and nothing is ever answered. */
    HANG,
    /** An error status with the provider's own error body. */
    STATUS("status", "code", "message", "retry_after_seconds", "body"),
    /** The provider's error for an exhausted spend limit. */
    SPEND_LIMIT("message", "body"),
    /** The provider's error for a prompt that is too long. */
    CONTEXT_WINDOW("message", "body"),
    /** The answer is kept back by the provider's filter. */
    CONTENT_POLICY,
    /** A well-formed answer that says nothing. */
    EMPTY,
    /** A 200 whose JSON is not JSON; in a stream, one event of it. */
    MALFORMED,
    /** A 200 whose body, or first event, is an error. */
    ERROR_IN_200("status", "code", "message", "body"),
    /** An error event after some content of a stream. */
    ERROR_EVENT("status", "code", "message", "after_events"),
    /** A stream that ends cleanly, but without its terminal marker. */
    UNFINISHED,
    /** The connection closes after so many bytes of the body, without a proper end. */
    CUT("after_bytes"),
    /** Nothing more comes after so many bytes of the body, and the connection stays open. */
    STALL("after_bytes");

    private final Set<String> fields;

    FaultKind(String... fields) {
        this.fields = Set.of(fields);
    }

    /** Returns whether it matches streamed calls only. */
    boolean isOfStreams() {
        return this == ERROR_EVENT || this == UNFINISHED;
    }

    boolean takes(String field) {
        return fields.contains(field);
    }

    static Optional<FaultKind> parse(String text) {
        return Arrays.stream(values()).filter(kind -> kind.wire().equals(text)).findFirst();
    }

    /** The word used in scripts. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
