package dev.quartermaster.telemetry;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The clock of this machine, in UTC, unless another bean (in tests, one that stands still) takes its place. */
final class SystemClock {

    private SystemClock() {}

    @Produces
    @Singleton
    @DefaultBean
    static Clock utc() {
        return Clock.systemUTC();
    }
}
