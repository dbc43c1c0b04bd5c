package dev.quartermaster.health;

import java.time.Duration;

/**
 * Health of one model or provider as selection sees it.
 *
 * @param pause the wait until it may be called; zero if it may be called now
 * @param share preference from 0 to 1
 */
public record HealthView(Duration pause, double share) {

    boolean isHealthy() {
        return pause.isZero() && share == 1;
    }
}
