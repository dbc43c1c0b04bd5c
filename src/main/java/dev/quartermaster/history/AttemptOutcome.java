package dev.quartermaster.history;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;

/** Outcome of one attempt. */
@RegisterForReflection
public enum AttemptOutcome {
    SUCCESS,
    ERROR,
    /** The model was skipped; no call was made. */
    SKIPPED;

    /** Returns the name in JSON, in the ledger and as a metric label. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
