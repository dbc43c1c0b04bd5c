package dev.quartermaster.health;

import dev.quartermaster.storage.ChangeFeed;
import dev.quartermaster.storage.DatabaseState;
import dev.quartermaster.storage.StorageConfig;
import dev.quartermaster.testing.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Gives tests of other packages an instance whose database is away. */
public final class FleetProbers {

    private FleetProbers() {}

    public static FleetProber alone() {
        Clock clock = Clock.systemUTC();
        Duration interval = Duration.ofSeconds(30);
        StorageConfig config = Settings.of(StorageConfig.class, Map.of());
        CircuitBreakers circuitBreakers = HealthBoards.live();
        Prober nobody = new Prober(List::of, (provider, over) -> null, circuitBreakers, interval);
        ChangeFeed away = new ChangeFeed(null, new DatabaseState(clock), config, clock);
        return new FleetProber(nobody, circuitBreakers, interval, away, clock);
    }
}
