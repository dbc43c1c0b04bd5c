package dev.quartermaster.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.function.Consumer;

/** Registers and updates meters. A failure of a meter is reported as a status and never reaches what is measured. */
@Singleton
public class SafeMetrics {

    private final MeterRegistry registry;
    private final FailSafeListener meters;

    public SafeMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.meters = new FailSafeListener(
                "meters", "Requests are served; what the metrics say of them is incomplete.", clock);
    }

    /** Registers or records; never fails. */
    public void record(Consumer<MeterRegistry> measure) {
        meters.run(() -> measure.accept(registry));
    }

    @Produces
    @Singleton
    StatusContributor contributor() {
        return StatusContributor.of("metrics", meters::status);
    }
}
