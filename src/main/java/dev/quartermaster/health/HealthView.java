package dev.quartermaster.health;

import java.time.Duration;

/**
 * How one model or provider stands.
 *
 * @param pause how long it is to be left alone; zero when it may be called now
 * @param share how much it is to be preferred, from 0 to 1
 */
public record HealthView(Duration pause, double share) {

    boolean isWell() {
        return pause.isZero() && share == 1;
    }
}
