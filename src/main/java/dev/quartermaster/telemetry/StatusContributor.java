package dev.quartermaster.telemetry;

import java.time.Instant;

/**
 * Something outside this process, or a part of it that can fail on its own, as the status page shows it. The capability
 * that uses it contributes a bean.
 */
public interface StatusContributor {

    /** A short stable name: {@code database}, {@code registry}. */
    String name();

    /** Returns the status from memory, without waiting and without a call to the component. */
    ComponentStatus status();

    enum State {
        /** Works as intended. */
        OK,
        /** Works in part, or serves older data. */
        DEGRADED,
        /** Does not work. */
        DOWN,
        /** Not asked yet. */
        UNKNOWN
    }

    /**
     * @param since when it came into this state
     * @param detail what is known, without secrets; empty when all is well
     * @param effect what callers notice of it; empty when they notice nothing
     */
    record ComponentStatus(State state, Instant since, String detail, String effect) {

        public ComponentStatus {
            if (state == null || since == null || detail == null || effect == null) {
                throw new IllegalArgumentException("a condition needs a state, a time, a detail and an effect");
            }
        }

        public static ComponentStatus ok(Instant since) {
            return new ComponentStatus(State.OK, since, "", "");
        }
    }
}
