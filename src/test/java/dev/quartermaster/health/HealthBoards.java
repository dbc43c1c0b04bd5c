package dev.quartermaster.health;

import dev.quartermaster.domain.ProviderId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Gives tests and benchmarks of other packages a board as it is in the service. */
public final class HealthBoards {

    private HealthBoards() {}

    public static CircuitBreakers live() {
        return by(Clock.systemUTC());
    }

    public static CircuitBreakers by(Clock clock) {
        Duration minute = Duration.ofMinutes(1);
        return new CircuitBreakers(new HealthRules(3, List.of(minute), Duration.ofSeconds(30), minute), clock);
    }

    /** Three probes of it in a row are not answered. */
    public static void silence(CircuitBreakers circuitBreakers, ProviderId provider) {
        for (int i = 0; i < 3; i++) {
            circuitBreakers.probeFailed(provider);
        }
    }
}
