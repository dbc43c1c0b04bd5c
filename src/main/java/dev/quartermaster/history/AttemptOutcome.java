package dev.quartermaster.history;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;

/** The outcome of one attempt. */
@RegisterForReflection
public enum AttemptOutcome {
    SUCCESS,
    ERROR,
    /** The model was passed over: no call went out. */
    SKIPPED;

    /** The word in JSON, in the ledger and as a metric label. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
