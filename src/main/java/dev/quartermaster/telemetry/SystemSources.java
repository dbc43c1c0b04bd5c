package dev.quartermaster.telemetry;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Provides the clock and the random numbers of this machine, unless another bean replaces them (in tests). */
final class SystemSources {

    private SystemSources() {}

    @Produces
    @Singleton
    @DefaultBean
    static Clock utc() {
        return Clock.systemUTC();
    }

    /** For any thread, without a lock. Predictable, so not for secrets. */
    @Produces
    @Singleton
    @DefaultBean
    static RandomGenerator random() {
        return () -> ThreadLocalRandom.current().nextLong();
    }
}
