package dev.quartermaster.faults;

import java.util.Locale;

/** What goes wrong at a provider, as the simulator is told to play it. */
enum Fault {
    CONNECT_REFUSED(null),
    RESET("\"kind\":\"reset\""),
    TIMEOUT("\"kind\":\"hang\""),
    SLOW_FIRST_BYTE("\"kind\":\"answer\",\"first_byte_delay_ms\":60000"),
    STALL_MID_STREAM("\"kind\":\"stall\",\"after_bytes\":1500," + Long.TEXT),
    CUT_AT_ONCE("\"kind\":\"cut\",\"after_bytes\":0"),
    CUT_MID_STREAM("\"kind\":\"cut\",\"after_bytes\":1500," + Long.TEXT),
    CUT_AFTER_THE_LAST_BYTE("\"kind\":\"cut\",\"after_bytes\":1000000,\"stream\":true"),
    NO_TERMINAL_MARKER("\"kind\":\"unfinished\""),
    MALFORMED_JSON("\"kind\":\"malformed\""),
    STATUS_400("\"status\":400"),
    STATUS_401("\"status\":401"),
    STATUS_403("\"status\":403"),
    STATUS_404("\"status\":404"),
    STATUS_408("\"status\":408"),
    STATUS_409("\"status\":409"),
    STATUS_429("\"status\":429"),
    STATUS_429_RETRY_AFTER("\"status\":429,\"retry_after_seconds\":1"),
    SPEND_LIMIT("\"kind\":\"spend_limit\""),
    STATUS_500("\"status\":500"),
    STATUS_502("\"status\":502"),
    STATUS_503("\"status\":503"),
    STATUS_529("\"status\":529"),
    ERROR_IN_200("\"kind\":\"error_in_200\""),
    EMPTY_ANSWER("\"kind\":\"empty\""),
    ERROR_EVENT("\"kind\":\"error_event\",\"after_events\":2");

    private final String script;

    Fault(String script) {
        this.script = script;
    }

    /** As reports and expectations call it: {@code status-429}. */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a call that is streamed, or one that is not, can meet it. */
    boolean happensTo(boolean stream) {
        return switch (this) {
            case ERROR_EVENT, CUT_AFTER_THE_LAST_BYTE, NO_TERMINAL_MARKER -> stream;
            default -> true;
        };
    }

    /** Whether a key is at fault: such a key rests, so every cell has one of its own. */
    boolean isOfAKey() {
        return this == STATUS_401 || this == STATUS_403;
    }

    /** The script for every call of a model; null where there is nobody to play it. */
    String script(String protocol, String model) {
        return script == null ? null : "{\"provider\":\"" + protocol + "\",\"model\":\"" + model + "\"," + script + "}";
    }

    private static final class Long {

        /** Long enough that what is cut off or held back after 1,500 bytes has begun, in every protocol. */
        private static final String TEXT = "\"text\":\"" + "The needle points north. ".repeat(200) + "\"";
    }
}
