package dev.quartermaster.telemetry;

import dev.quartermaster.testing.Broken;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** Meters that can be made to throw: whatever is measured is a new meter then, and cannot be had. */
@Alternative
@Singleton
public class BreakableMeters extends SimpleMeterRegistry {

    public static final String PART = "meters";

    /** Forgets all meters, so that the next word to each asks for it anew. */
    public void breakAll() {
        Broken.set(PART);
        clear();
    }

    @Override
    protected Counter newCounter(Meter.Id id) {
        Broken.check(PART);
        return super.newCounter(id);
    }

    @Override
    protected Timer newTimer(Meter.Id id, DistributionStatisticConfig config, PauseDetector pauses) {
        Broken.check(PART);
        return super.newTimer(id, config, pauses);
    }

    @Override
    protected DistributionSummary newDistributionSummary(
            Meter.Id id, DistributionStatisticConfig config, double scale) {
        Broken.check(PART);
        return super.newDistributionSummary(id, config, scale);
    }

    @Override
    protected <T> Gauge newGauge(Meter.Id id, T object, ToDoubleFunction<T> value) {
        Broken.check(PART);
        return super.newGauge(id, object, value);
    }
}
