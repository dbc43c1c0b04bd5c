package dev.quartermaster.health;

import dev.quartermaster.domain.ProviderId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Applies the probe results of the leading instance to the local circuit breakers. It ignores a result that is older than
 * an interval or than the previous one, and a failed probe of a provider that answered here a moment ago.
 */
final class RemoteProbeResults {

    /**
     * Message from the fleet's prober to the other instances about one provider.
     *
     * @param at the time of the result, by the sender's clock
     */
    record ProbeNotification(Status status, Instant at, ProviderId provider) {

        enum Status {
            /** It answered a probe, or calls. */
            UP,
            /** It did not answer a probe. */
            DOWN,
            /** It was not probed: its circuit is in its pause. */
            SKIPPED
        }

        private static final int PARTS = 3;

        String text() {
            return status.name().toLowerCase(Locale.ROOT) + " " + at.toEpochMilli() + " " + provider;
        }

        /** Parses a message; empty if it is unknown, such as one from a later version. */
        static Optional<ProbeNotification> parse(String text) {
            String[] parts = text.split(" ", PARTS);
            try {
                return Optional.of(new ProbeNotification(
                        Status.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                        Instant.ofEpochMilli(Long.parseLong(parts[1])),
                        ProviderId.of(parts[2])));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                return Optional.empty();
            }
        }
    }

    /** Intervals without a remote result after which a provider is probed here: the leader may not reach it. */
    private static final int STALE_INTERVALS = 2;

    private final CircuitBreakers circuitBreakers;
    private final Duration interval;
    private final Clock clock;
    private final Map<ProviderId, Instant> lastResults = new ConcurrentHashMap<>();

    RemoteProbeResults(CircuitBreakers circuitBreakers, Duration interval, Clock clock) {
        this.circuitBreakers = circuitBreakers;
        this.interval = interval;
        this.clock = clock;
    }

    void apply(ProbeNotification note) {
        Instant before = lastResults.get(note.provider());
        boolean fresh = Duration.between(note.at(), clock.instant()).abs().compareTo(interval) <= 0;
        if (!fresh || (before != null && note.at().isBefore(before))) {
            return;
        }
        lastResults.put(note.provider(), note.at());
        switch (note.status()) {
            case UP -> circuitBreakers.probeSucceeded(note.provider());
            case DOWN -> {
                if (circuitBreakers.needsProbe(note.provider(), interval.dividedBy(2))) {
                    circuitBreakers.probeFailed(note.provider());
                }
            }
            case SKIPPED -> {}
        }
    }

    /**
     * Returns whether there has been no remote result for the provider for too long.
     *
     * @param since the time this instance began to rely on others
     */
    boolean isStale(ProviderId provider, Instant since) {
        Instant result = lastResults.getOrDefault(provider, since);
        Instant last = result.isAfter(since) ? result : since;
        return !clock.instant().isBefore(last.plus(interval.multipliedBy(STALE_INTERVALS)));
    }
}
