package dev.quartermaster.inference.validation;

import java.util.Locale;

/**
 * Something that speaks against using a model.
 *
 * @param code one word for programs
 * @param message a plain sentence for people
 */
public record Finding(Severity severity, Code code, String message) {

    public enum Severity {
        /** Calls of it would fail. */
        ERROR,
        /** Calls of it work now, as far as is known. */
        WARNING;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum Code {
        UNKNOWN_MODEL,
        DISABLED,
        PROVIDER_UNAVAILABLE,
        NOT_REACHABLE,
        REACHABILITY_UNKNOWN,
        MISSING_FEATURE,
        DEPRECATED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding error(Code code, String message) {
        return new Finding(Severity.ERROR, code, message);
    }

    static Finding warning(Code code, String message) {
        return new Finding(Severity.WARNING, code, message);
    }
}
