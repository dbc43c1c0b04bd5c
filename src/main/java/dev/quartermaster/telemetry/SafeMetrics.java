package dev.quartermaster.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.function.Consumer;

/** The one way to the meters. What they cannot take is noted, and fails nothing of what is measured. */
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
    public void note(Consumer<MeterRegistry> measure) {
        meters.tell(() -> measure.accept(registry));
    }

    @Produces
    @Singleton
    StatusContributor contributor() {
        return StatusContributor.of("metrics", meters::condition);
    }
}
