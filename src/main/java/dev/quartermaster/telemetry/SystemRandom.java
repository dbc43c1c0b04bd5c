package dev.quartermaster.telemetry;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * Chance, unless another bean (in tests, one that repeats itself) takes its place. For any thread, without a lock; it can
 * be guessed, so nothing secret may come of it.
 */
final class SystemRandom {

    private SystemRandom() {}

    @Produces
    @Singleton
    @DefaultBean
    static RandomGenerator ofThread() {
        return () -> ThreadLocalRandom.current().nextLong();
    }
}
