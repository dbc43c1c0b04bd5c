package dev.quartermaster.performance;

import dev.quartermaster.alerts.InMemoryAlertService;
import dev.quartermaster.testing.Settings;
import java.time.Clock;
import java.util.Map;

/** Gives tests of other packages a monitor. */
public final class Monitors {

    private Monitors() {}

    /** As it is when nothing is set; it works on the caller's thread. */
    public static PerformanceMonitor by(Clock clock) {
        return new PerformanceMonitor(
                Settings.of(PerformanceConfig.class, Map.of()), new InMemoryAlertService(clock), clock, Runnable::run);
    }
}
