package dev.quartermaster.health;

import java.time.Duration;
import java.time.Instant;

/**
 * What is known of one model or provider. A pure state machine: what it was, what happened and when give what it is.
 *
 * @param since when it came into this state
 * @param failures in a row, up to now
 * @param downs how often it went down in succession, without a time of peace between
 * @param retryAt when it may be tried again; null unless unavailable
 * @param trialUntil while the one call that finds out is under way, when another one may try; null when none is
 * @param lastFailure null when there was none
 * @param returned when it last came back; null when it never was away
 */
record CircuitState(
        HealthState state,
        Instant since,
        int failures,
        int downs,
        Instant retryAt,
        Instant trialUntil,
        Instant lastFailure,
        Instant returned) {

    /** What is preferred of a model that has just come back. */
    private static final double LEAST_SHARE = 0.25;

    private static final double DEGRADED_SHARE = 0.5;

    static CircuitState unknown(Instant since) {
        return new CircuitState(HealthState.UNKNOWN, since, 0, 0, null, null, null, null);
    }

    /** Whether a call may be made: anything that is not down, and of what is down one call when its pause is over. */
    boolean admits(Instant now) {
        return state != HealthState.UNAVAILABLE || isDue(now) && (trialUntil == null || !now.isBefore(trialUntil));
    }

    /** Whether a call may be made by who has just seen it go down: of what is down one at a time, pause or not. */
    boolean admitsAgain(Instant now) {
        return state != HealthState.UNAVAILABLE || trialUntil == null || !now.isBefore(trialUntil);
    }

    /** A call is about to be made; of something that is down it is the one that finds out. */
    CircuitState tried(Instant now, HealthRules rules) {
        return state == HealthState.UNAVAILABLE
                ? new CircuitState(
                        state, since, failures, downs, retryAt, now.plus(rules.trial()), lastFailure, returned)
                : this;
    }

    /** The call ended and told nothing (its caller left, or the request was at fault). */
    CircuitState inconclusive() {
        return trialUntil == null
                ? this
                : new CircuitState(state, since, failures, downs, retryAt, null, lastFailure, returned);
    }

    /** What is down may be tried from now on, by one call as ever; nothing else changes. */
    CircuitState mayTry(Instant now) {
        return state == HealthState.UNAVAILABLE && retryAt.isAfter(now)
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
            // A call that began before it went down says nothing new, nor does one that did not wait for its pause.
            return trialUntil == null || !isDue(now) ? inconclusive() : down(now, rules, downs + 1, since);
        }
        if (failures + 1 >= rules.failureThreshold()) {
            return down(now, rules, isForgotten(now, rules) ? 1 : downs + 1, now);
        }
        Instant degraded = state == HealthState.DEGRADED ? since : now;
        int remembered = isForgotten(now, rules) ? 0 : downs;
        return new CircuitState(HealthState.DEGRADED, degraded, failures + 1, remembered, null, null, now, returned);
    }

    /** How long until a call may be made; zero when one may be made now. */
    Duration wait(Instant now) {
        if (admits(now)) {
            return Duration.ZERO;
        }
        return Duration.between(now, isDue(now) ? trialUntil : retryAt);
    }

    /** How much it is to be preferred, from 0 for what is down to 1 for what is well. */
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

    private CircuitState down(Instant now, HealthRules rules, int times, Instant from) {
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
        double passed = (double) Duration.between(returned, now).toNanos()
                / rules.slowStart().toNanos();
        return LEAST_SHARE + (1 - LEAST_SHARE) * Math.max(0, Math.min(1, passed));
    }
}
