package dev.quartermaster.performance;

import dev.quartermaster.domain.LruMap;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.performance.window.CallSample;
import dev.quartermaster.performance.window.PerformanceStatistics;
import dev.quartermaster.performance.window.WindowLength;
import dev.quartermaster.performance.window.WindowSum;
import dev.quartermaster.performance.window.Windows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Windows of every model, for all agents and for each agent type, in bounded memory. For one thread at a time.
 */
final class ModelWindows {

    /** @param agentType null for all agents */
    record Subject(ModelKey model, @Nullable String agentType) {
        // Written out: a native executable interprets what the compiler makes for a record, at 100 times the price.
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || (other instanceof Subject that
                            && model.equals(that.model)
                            && Objects.equals(agentType, that.agentType));
        }

        @Override
        public int hashCode() {
            return 31 * model.hashCode() + Objects.hashCode(agentType);
        }
    }

    /** Windows of one subject. */
    static final class Entry {

        private final Subject subject;
        private final Windows windows = new Windows();
        private long summedSlice = Long.MIN_VALUE;
        private PerformanceStatistics day = PerformanceStatistics.NONE;
        private int bytes;

        private Entry(Subject subject) {
            this.subject = subject;
        }

        Subject subject() {
            return subject;
        }

        private void add(CallSample callSample, Instant now) {
            windows.add(callSample, now);
            summedSlice = Long.MIN_VALUE;
        }

        private void score(Instant time, double score, double weight, Instant now) {
            windows.score(time, score, weight, now);
            summedSlice = Long.MIN_VALUE;
        }

        void addTo(WindowSum sum, WindowLength windowLength, Instant now) {
            windows.addTo(sum, windowLength, now);
        }

        /** Returns the last day; summed up again only after calls or the end of a slice. */
        PerformanceStatistics day(Instant now) {
            long slice = Windows.slice(WindowLength.DAY, now);
            if (summedSlice != slice) {
                day = windows.statistics(WindowLength.DAY, now);
                summedSlice = slice;
                bytes = windows.bytes();
            }
            return day;
        }
    }

    private final int mostPairs;
    private final long mostBytes;
    private final Map<ModelKey, Entry> models = new HashMap<>();
    private final Map<Subject, Entry> pairs;
    private final Set<ModelKey> changed = new HashSet<>();

    /** @param mostBytes limit of all pairs together */
    ModelWindows(int mostPairs, long mostBytes) {
        this.mostPairs = mostPairs;
        this.pairs = new LruMap<>(mostPairs);
        this.mostBytes = mostBytes;
    }

    void add(CallSample callSample, Instant now) {
        models.computeIfAbsent(callSample.model(), model -> new Entry(new Subject(model, null)))
                .add(callSample, now);
        changed.add(callSample.model());
        if (callSample.agentType() != null && mostPairs > 0) {
            pairs.computeIfAbsent(new Subject(callSample.model(), callSample.agentType()), Entry::new)
                    .add(callSample, now);
        }
    }

    /** Adds a score of one call to what is known of its model; a pair that was evicted stays so. */
    void score(Subject subject, Instant time, double score, double weight, Instant now) {
        Entry model = models.get(subject.model());
        if (model != null) {
            model.score(time, score, weight, now);
            changed.add(subject.model());
        }
        Entry pair = subject.agentType() == null ? null : pairs.get(subject);
        if (pair != null) {
            pair.score(time, score, weight, now);
        }
    }

    private Entry evictOldest() {
        Iterator<Entry> oldest = pairs.values().iterator();
        Entry evicted = oldest.next();
        oldest.remove();
        return evicted;
    }

    /** Evicts the oldest pairs until the others fit, by their size when {@link Entry#day} was last summed up. */
    void evict() {
        long bytes = pairs.values().stream().mapToLong(entry -> entry.bytes).sum();
        while (bytes > mostBytes) {
            bytes -= evictOldest().bytes;
        }
    }

    /** Returns all entries in a new list; the entries are shared. */
    List<Entry> all() {
        List<Entry> all = new ArrayList<>(models.size() + pairs.size());
        all.addAll(models.values());
        all.addAll(pairs.values());
        return all;
    }

    /** Returns the entries for all agents, one of each model, in a new list; the entries are shared. */
    List<Entry> ofAllAgents() {
        return new ArrayList<>(models.values());
    }

    /** Returns whether {@link Entry#day} has changed since it was last read, through age or through calls. */
    boolean isStale(Instant now) {
        long slice = Windows.slice(WindowLength.DAY, now);
        return !changed.isEmpty() || models.values().stream().anyMatch(entry -> entry.summedSlice != slice);
    }

    /** Returns and clears the models with calls since the last time. */
    Set<ModelKey> drainChanged() {
        Set<ModelKey> taken = new HashSet<>(changed);
        changed.clear();
        return taken;
    }

    /** @param agentType null for all agents */
    PerformanceStatistics statistics(
            ModelKey model, @Nullable String agentType, WindowLength windowLength, Instant now) {
        Entry entry = agentType == null ? models.get(model) : pairs.get(new Subject(model, agentType));
        return entry == null ? PerformanceStatistics.NONE : entry.windows.statistics(windowLength, now);
    }

    Set<ModelKey> models() {
        return new HashSet<>(models.keySet());
    }

    /** Estimates the heap in use, in bytes. */
    long bytes() {
        return all().stream().mapToLong(entry -> entry.windows.bytes()).sum();
    }
}
