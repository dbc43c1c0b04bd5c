package dev.quartermaster.metrics.cloudwatch;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Data that CloudWatch does not have yet: observations summed up by minute, and what these have become. Bounded: the oldest
 * data are dropped and counted. Safe for any thread.
 */
final class DatumBuffer {

    /** A minute of one agent type and model has a datum for each metric, and two for the one told by success. */
    private static final int DATA_OF_MINUTE = CloudWatchMetric.values().length + 1;

    private final Map<MinuteOfModel.Key, MinuteOfModel> observed = new ConcurrentHashMap<>();
    private final Deque<Datum> waiting = new ArrayDeque<>();
    private final AtomicLong dropped = new AtomicLong();
    private final int most;
    private final Clock clock;

    DatumBuffer(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    /** Adds an observation, which is in a datum soon or was in none before. */
    void add(Observation seen) {
        MinuteOfModel.Key key =
                new MinuteOfModel.Key(TimeUnit.MILLISECONDS.toMinutes(clock.millis()), seen.agentType(), seen.model());
        observed.compute(key, (any, known) -> {
            MinuteOfModel minute = known == null ? new MinuteOfModel() : known;
            minute.add(seen);
            return minute;
        });
    }

    /** Returns the data that wait, at most; cheap. */
    int size() {
        synchronized (waiting) {
            return waiting.size() + observed.size() * DATA_OF_MINUTE;
        }
    }

    long dropped() {
        return dropped.get();
    }

    void drop(int number) {
        dropped.addAndGet(number);
    }

    /** Makes data of what was observed so far. */
    void close() {
        List<Datum> closed = new ArrayList<>();
        for (MinuteOfModel.Key key : List.copyOf(observed.keySet())) {
            // Nobody adds to it any more once it is out of the map, as they add while they hold its place there.
            MinuteOfModel minute = observed.remove(key);
            if (minute != null) {
                closed.addAll(minute.data(key));
            }
        }
        synchronized (waiting) {
            waiting.addAll(closed);
            shorten();
        }
    }

    /** Takes the oldest data. */
    List<Datum> take(int number) {
        synchronized (waiting) {
            List<Datum> taken = new ArrayList<>(Math.min(number, waiting.size()));
            while (taken.size() < number && !waiting.isEmpty()) {
                taken.add(waiting.poll());
            }
            return taken;
        }
    }

    /** Puts data back that were taken, as the oldest. */
    void putBack(List<Datum> data) {
        List<Datum> reversed = new ArrayList<>(data);
        Collections.reverse(reversed);
        synchronized (waiting) {
            reversed.forEach(waiting::addFirst);
            shorten();
        }
    }

    private void shorten() {
        int excess = waiting.size() - most;
        for (int i = 0; i < excess; i++) {
            waiting.poll();
        }
        drop(Math.max(0, excess));
    }
}
