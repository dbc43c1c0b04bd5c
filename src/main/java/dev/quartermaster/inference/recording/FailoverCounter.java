package dev.quartermaster.inference.recording;

import dev.quartermaster.domain.LruMap;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Counts how often requests left each model in the last hour, as far as it matters. Bounded; safe for any thread. */
final class FailoverCounter {

    static final int MOST_AN_HOUR = 3;

    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int MOST_MODELS = 10_000;

    private final Clock clock;
    private final Map<String, Deque<Instant>> lastTimes = new LruMap<>(MOST_MODELS);

    FailoverCounter(Clock clock) {
        this.clock = clock;
    }

    /** Whether that is more often than it should be: the fourth within an hour, and each further one. */
    synchronized boolean isExcessive(String model) {
        Instant now = clock.instant();
        Deque<Instant> times = lastTimes.computeIfAbsent(model, any -> new ArrayDeque<>());
        times.add(now);
        while (times.size() > MOST_AN_HOUR + 1 || times.peek().plus(WINDOW).compareTo(now) <= 0) {
            times.remove();
        }
        return times.size() > MOST_AN_HOUR;
    }
}
