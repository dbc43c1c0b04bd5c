package dev.quartermaster.health;

import java.time.Duration;
import java.util.List;

/**
 * When something counts as down, and how long it is left alone.
 *
 * @param failureThreshold failures in a row, at least 1
 * @param pauses how long to leave it alone the first time, the second, and so on; the last one holds from then on
 * @param slowStart how long after its return it is preferred less; zero for not at all
 * @param trial how long the one call that finds out may take before another may try
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

    /** @param times how often in succession it went down, 1 for the first */
    Duration pause(int times) {
        return pauses.get(Math.min(times, pauses.size()) - 1);
    }

    /** After so long without a failure the next pause is the first one again. */
    Duration forgetAfter() {
        return pauses.get(pauses.size() - 1);
    }
}
