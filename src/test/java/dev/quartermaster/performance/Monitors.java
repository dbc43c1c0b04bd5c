package dev.quartermaster.performance;

import dev.quartermaster.alerts.AlertService;
import dev.quartermaster.testing.Settings;
import java.time.Clock;
import java.util.Map;

/** Gives tests of other packages a performance monitor. */
public final class Monitors {

    private Monitors() {}

    /** As it is when nothing is set. */
    public static PerformanceMonitor by(Clock clock) {
        return new PerformanceMonitor(
                Settings.of(PerformanceConfig.class, Map.of()), new AlertService(clock), clock, Runnable::run);
    }
}
