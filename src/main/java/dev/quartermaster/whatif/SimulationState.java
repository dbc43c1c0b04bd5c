package dev.quartermaster.whatif;

import java.util.Locale;

/** State of a simulation. */
public enum SimulationState {
    /** Others are before it. */
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED;

    public boolean isEnd() {
        return this == DONE || this == FAILED || this == CANCELLED;
    }

    /** The word used on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
