package dev.quartermaster.health;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Circuit state of one model or provider. A pure state machine: the old state, an event and a time give the new state.
 *
 * @param since the time it entered this state
 * @param failures consecutive failures up to now
 * @param downs how often the circuit opened in succession, without a stable time between
 * @param retryAt the time of the next trial; null unless unavailable
 * @param trialUntil the time when another trial may start although one is under way; null if none is
 * @param lastFailure null if there was none
 * @param returned the last recovery; null if the circuit never opened
 */
record CircuitState(
        HealthState state,
        Instant since,
        int failures,
        int downs,
        @Nullable Instant retryAt,
        @Nullable Instant trialUntil,
        @Nullable Instant lastFailure,
        @Nullable Instant returned) {

    /** Preference for a model that has just recovered. */
    private static final double LEAST_SHARE = 0.25;

    private static final double DEGRADED_SHARE = 0.5;

    static CircuitState unknown(Instant since) {
        return new CircuitState(HealthState.UNKNOWN, since, 0, 0, null, null, null, null);
    }

    /**
     * Returns whether a call is admitted: always while the circuit is closed; one trial call once the pause of an open
     * circuit is over.
     */
    boolean admits(Instant now) {
        return state != HealthState.UNAVAILABLE || (isDue(now) && (trialUntil == null || !now.isBefore(trialUntil)));
    }

    /**
     * Returns whether a retry by the request that saw the circuit open is admitted: one at a time, whether or not the
     * pause is over.
     */
    boolean admitsAgain(Instant now) {
        return state != HealthState.UNAVAILABLE || trialUntil == null || !now.isBefore(trialUntil);
    }

    /** Records the start of a call, which is the trial if the circuit is open. */
    CircuitState trialStarted(Instant now, HealthRules rules) {
        return state == HealthState.UNAVAILABLE
                ? new CircuitState(
                        state, since, failures, downs, retryAt, now.plus(rules.trial()), lastFailure, returned)
                : this;
    }

    /** Ends a trial without a result: the caller left, or the request was at fault. */
    CircuitState inconclusive() {
        return trialUntil == null
                ? this
                : new CircuitState(state, since, failures, downs, retryAt, null, lastFailure, returned);
    }

    /** Ends the pause of an open circuit, so that one trial call is admitted; nothing else changes. */
    CircuitState endPause(Instant now) {
        return retryAt != null && retryAt.isAfter(now)
                ? new CircuitState(state, since, failures, downs, now, trialUntil, lastFailure, returned)
                : this;
    }

    CircuitState succeeded(Instant now) {
        if (state == HealthState.HEALTHY) {
            return this;
        }
        Instant back = state == HealthState.UNAVAILABLE ? now : returned;
        return new CircuitState(HealthState.HEALTHY, now, 0, downs, null, null, lastFailure, back);
    }

    CircuitState failed(Instant now, HealthRules rules) {
        if (state == HealthState.UNAVAILABLE) {
            // Neither a call that began before the circuit opened nor one that did not wait for the pause counts.
            return trialUntil == null || !isDue(now) ? inconclusive() : open(now, rules, downs + 1, since);
        }
        if (failures + 1 >= rules.failureThreshold()) {
            return open(now, rules, isForgotten(now, rules) ? 1 : downs + 1, now);
        }
        Instant degraded = state == HealthState.DEGRADED ? since : now;
        int remembered = isForgotten(now, rules) ? 0 : downs;
        return new CircuitState(HealthState.DEGRADED, degraded, failures + 1, remembered, null, null, now, returned);
    }

    /** Returns the wait until a call is admitted; zero if one is admitted now. */
    Duration wait(Instant now) {
        if (admits(now)) {
            return Duration.ZERO;
        }
        return Duration.between(now, isDue(now) ? trialUntil : retryAt);
    }

    /** Returns whether a call is admitted and the preference is 1 whatever the time. */
    boolean isSound() {
        return returned == null && (state == HealthState.HEALTHY || state == HealthState.UNKNOWN);
    }

    /** Returns the preference, from 0 for an open circuit to 1 for a healthy one. */
    double share(Instant now, HealthRules rules) {
        return switch (state) {
            case UNAVAILABLE -> 0;
            case DEGRADED -> DEGRADED_SHARE * recovery(now, rules);
            case UNKNOWN, HEALTHY -> recovery(now, rules);
        };
    }

    boolean isDue(Instant now) {
        return state == HealthState.UNAVAILABLE && !now.isBefore(retryAt);
    }

    private CircuitState open(Instant now, HealthRules rules, int times, Instant from) {
        return new CircuitState(
                HealthState.UNAVAILABLE, from, failures + 1, times, now.plus(rules.pause(times)), null, now, returned);
    }

    private boolean isForgotten(Instant now, HealthRules rules) {
        return lastFailure == null || now.isAfter(lastFailure.plus(rules.forgetAfter()));
    }

    private double recovery(Instant now, HealthRules rules) {
        if (returned == null || rules.slowStart().isZero()) {
            return 1;
        }
        double elapsed = (double) Duration.between(returned, now).toNanos()
                / rules.slowStart().toNanos();
        return LEAST_SHARE + (1 - LEAST_SHARE) * Math.max(0, Math.min(1, elapsed));
    }
}
