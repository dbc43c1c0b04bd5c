package dev.quartermaster.health;

import dev.quartermaster.domain.ProviderId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets what the fleet's prober tells hold here: the board changes as if the probe had been made here. What is older than an
 * interval, or than what was told before, counts for nothing; and of who answered here a moment ago nobody is believed that
 * it is silent.
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

    /** Whether others have left the provider to this instance. @param since when it began to rely on others */
    boolean isUntold(ProviderId provider, Instant since) {
        Instant told = lastTold.getOrDefault(provider, since);
        Instant last = told.isAfter(since) ? told : since;
        return !clock.instant().isBefore(last.plus(interval.multipliedBy(PATIENCE)));
    }
}
