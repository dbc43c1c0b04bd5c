package dev.quartermaster.performance;

import dev.quartermaster.alerts.AlertService;
import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.testing.Broken;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Clock;

/** A monitor that can be made to throw. */
@Alternative
@Singleton
public class BreakableMonitor extends PerformanceMonitor {

    public static final String PART = "latest calls";

    BreakableMonitor(PerformanceConfig config, AlertService alertService, Clock clock) {
        super(config, alertService, clock);
    }

    @Override
    public void observe(InvocationRecord request) {
        Broken.check(PART);
        super.observe(request);
    }
}
