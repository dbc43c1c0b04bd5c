package dev.quartermaster.health;

import dev.quartermaster.domain.ProviderId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Applies the probe results of the fleet's prober to the local circuit breakers, as if the probe had been made here. It
 * ignores a result that is older than an interval or than the previous one, and a report of silence from a provider
 * that answered here a moment ago.
 */
final class RemoteProbeResults {

    /** Unheard of for so many intervals, a provider is probed here: the prober may not be able to. */
    private static final int PATIENCE = 2;

    private final CircuitBreakers circuitBreakers;
    private final Duration interval;
    private final Clock clock;
    private final Map<ProviderId, Instant> lastTold = new ConcurrentHashMap<>();

    RemoteProbeResults(CircuitBreakers circuitBreakers, Duration interval, Clock clock) {
        this.circuitBreakers = circuitBreakers;
        this.interval = interval;
        this.clock = clock;
    }

    void take(ProbeNotification note) {
        Instant before = lastTold.get(note.provider());
        boolean fresh = Duration.between(note.at(), clock.instant()).abs().compareTo(interval) <= 0;
        if (!fresh || before != null && note.at().isBefore(before)) {
            return;
        }
        lastTold.put(note.provider(), note.at());
        switch (note.word()) {
            case UP -> circuitBreakers.answered(note.provider());
            case DOWN -> {
                if (circuitBreakers.wantsProbe(note.provider(), interval.dividedBy(2))) {
                    circuitBreakers.silent(note.provider());
                }
            }
            case MINDED -> {}
        }
    }

    /**
     * Returns whether there has been no remote result for the provider for too long.
     *
     * @param since the time this instance began to rely on others
     */
    boolean isUntold(ProviderId provider, Instant since) {
        Instant told = lastTold.getOrDefault(provider, since);
        Instant last = told.isAfter(since) ? told : since;
        return !clock.instant().isBefore(last.plus(interval.multipliedBy(PATIENCE)));
    }
}
