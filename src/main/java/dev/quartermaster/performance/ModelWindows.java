package dev.quartermaster.performance;

import dev.quartermaster.domain.LruMap;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.performance.window.CallSample;
import dev.quartermaster.performance.window.PerformanceStatistics;
import dev.quartermaster.performance.window.WindowLength;
import dev.quartermaster.performance.window.Windows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The windows of every model, for everybody and for each agent type, in bounded room. For one thread at a time.
 */
final class ModelWindows {

    /** @param agentType null for everybody */
    record Subject(@Nullable ModelKey model, @Nullable String agentType) {}

    /** Windows of one subject. */
    static final class Entry {

        private final Subject subject;
        private final Windows windows = new Windows();
        private long told = Long.MIN_VALUE;
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
            told = Long.MIN_VALUE;
        }

        /** The last day. Added up anew only where there were calls, or some grew too old, since it was asked last. */
        PerformanceStatistics day(Instant now) {
            long stretch = Windows.stretch(WindowLength.DAY, now);
            if (told != stretch) {
                day = windows.track(WindowLength.DAY, now);
                told = stretch;
                bytes = windows.bytes();
            }
            return day;
        }
    }

    private final int mostPairs;
    private final long mostBytes;
    private final Map<ModelKey, Entry> models = new HashMap<>();
    private final Map<Subject, Entry> pairs;
    private final Set<ModelKey> fresh = new HashSet<>();

    /** @param mostBytes of all pairs together */
    ModelWindows(int mostPairs, long mostBytes) {
        this.mostPairs = mostPairs;
        this.pairs = new LruMap<>(mostPairs);
        this.mostBytes = mostBytes;
    }

    void add(CallSample callSample, Instant now) {
        models.computeIfAbsent(callSample.model(), model -> new Entry(new Subject(model, null)))
                .add(callSample, now);
        fresh.add(callSample.model());
        if (callSample.agentType() != null && mostPairs > 0) {
            pairs.computeIfAbsent(new Subject(callSample.model(), callSample.agentType()), Entry::new)
                    .add(callSample, now);
        }
    }

    private Entry forgetOldest() {
        Iterator<Entry> oldest = pairs.values().iterator();
        Entry forgotten = oldest.next();
        oldest.remove();
        return forgotten;
    }

    /** Forgets pairs until the others fit; by what each took when its {@link Entry#day} was added up last. */
    void fit() {
        long bytes = pairs.values().stream().mapToLong(entry -> entry.bytes).sum();
        while (bytes > mostBytes) {
            bytes -= forgetOldest().bytes;
        }
    }

    /** All there is now; the list is the caller's, what is in it is not. */
    List<Entry> all() {
        List<Entry> all = new ArrayList<>(models.size() + pairs.size());
        all.addAll(models.values());
        all.addAll(pairs.values());
        return all;
    }

    /** Returns whether {@link Entry#day} has changed since it was last read, through age or through calls. */
    boolean isStale(Instant now) {
        long stretch = Windows.stretch(WindowLength.DAY, now);
        return !fresh.isEmpty() || models.values().stream().anyMatch(entry -> entry.told != stretch);
    }

    /** The models that had calls since this was asked last. */
    Set<ModelKey> takeFresh() {
        Set<ModelKey> taken = new HashSet<>(fresh);
        fresh.clear();
        return taken;
    }

    /** @param agentType null for everybody */
    PerformanceStatistics track(ModelKey model, @Nullable String agentType, WindowLength windowLength, Instant now) {
        Entry entry = agentType == null ? models.get(model) : pairs.get(new Subject(model, agentType));
        return entry == null ? PerformanceStatistics.NONE : entry.windows.track(windowLength, now);
    }

    Set<ModelKey> models() {
        return new HashSet<>(models.keySet());
    }

    /** Roughly what all of it takes of the heap. */
    long bytes() {
        return all().stream().mapToLong(entry -> entry.windows.bytes()).sum();
    }
}
