package dev.quartermaster.domain;

import java.util.Locale;

/** Why one attempt at one model failed; decided once, where the provider's answer is read. */
public enum FailureKind {
    UNAVAILABLE,
    RATE_LIMITED,
    TIMEOUT,
    ERROR,
    LOW_QUALITY,
    CONTEXT_WINDOW,
    CONTENT_POLICY,
    AUTHENTICATION,
    INVALID_REQUEST,
    BUDGET;

    /** The word used on the wire, in the ledger and as a metric label. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
