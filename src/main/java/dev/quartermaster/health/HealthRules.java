package dev.quartermaster.health;

import java.time.Duration;
import java.util.List;

/**
 * Rules of a circuit breaker.
 *
 * @param failureThreshold consecutive failures that open the circuit, at least 1
 * @param pauses the first, second and further pauses of an open circuit; the last one repeats
 * @param slowStart time of reduced preference after a recovery; zero for none
 * @param trial longest time for a trial call before another one may start
 */
record HealthRules(int failureThreshold, List<Duration> pauses, Duration slowStart, Duration trial) {

    HealthRules {
        if (failureThreshold < 1 || pauses.isEmpty()) {
            throw new IllegalArgumentException("health needs a threshold of at least 1, and a pause");
        }
        pauses = List.copyOf(pauses);
    }

    static HealthRules of(HealthConfig config) {
        return new HealthRules(config.failureThreshold(), config.backOff(), config.slowStart(), config.trialTimeout());
    }

    /** @param times how often in succession the circuit opened, 1 for the first */
    Duration pause(int times) {
        return pauses.get(Math.min(times, pauses.size()) - 1);
    }

    /** Returns the time without a failure after which the next pause is the first one again. */
    Duration forgetAfter() {
        return pauses.get(pauses.size() - 1);
    }
}
