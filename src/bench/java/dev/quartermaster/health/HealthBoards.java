package dev.quartermaster.health;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The board as it is in the service. */
public final class HealthBoards {

    private HealthBoards() {}

    public static HealthBoard live() {
        Duration minute = Duration.ofMinutes(1);
        return new HealthBoard(new HealthRules(3, List.of(minute), Duration.ofSeconds(30), minute), Clock.systemUTC());
    }
}
