package dev.quartermaster.alerts;

import dev.quartermaster.telemetry.SafeMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.enterprise.inject.Vetoed;
import java.time.Clock;
import java.time.Duration;

/** Alert service without a database and without webhooks. */
@Vetoed
public class InMemoryAlertService extends AlertService {

    public InMemoryAlertService(Clock clock) {
        super(
                Duration.ofHours(1),
                new AlertPipeline(1000, new NoAlertRepository()),
                new SafeMetrics(new SimpleMeterRegistry(), clock),
                clock);
    }
}
