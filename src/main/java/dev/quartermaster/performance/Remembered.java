package dev.quartermaster.performance;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.performance.window.Call;
import dev.quartermaster.performance.window.Span;
import dev.quartermaster.performance.window.Windows;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The windows of every model, for everybody and for each agent type, in bounded room. For one thread at a time.
 */
final class Remembered {

    /** @param agentType null for everybody */
    record Subject(ModelKey model, String agentType) {}

    private static final class Entry {

        private final Windows windows = new Windows();
        private long told = Long.MIN_VALUE;
        private Track day = Track.NONE;
    }

    private final int mostPairs;
    private final Map<ModelKey, Entry> models = new HashMap<>();
    private final Map<Subject, Entry> pairs = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<ModelKey> fresh = new HashSet<>();

    Remembered(int mostPairs) {
        this.mostPairs = mostPairs;
    }

    void add(Call call, Instant now) {
        add(models.computeIfAbsent(call.model(), key -> new Entry()), call, now);
        fresh.add(call.model());
        if (call.agentType() != null && mostPairs > 0) {
            Subject pair = new Subject(call.model(), call.agentType());
            add(pairs.computeIfAbsent(pair, key -> new Entry()), call, now);
            forgetOldest();
        }
    }

    private static void add(Entry entry, Call call, Instant now) {
        entry.windows.add(call, now);
        entry.told = Long.MIN_VALUE;
    }

    private void forgetOldest() {
        if (pairs.size() > mostPairs) {
            Iterator<Subject> oldest = pairs.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** The tracks of the last day; of what has none left, nothing. */
    Map<Subject, Track> day(Instant now) {
        Map<Subject, Track> tracks = new HashMap<>();
        models.forEach((model, entry) -> put(tracks, new Subject(model, null), entry, now));
        pairs.forEach((pair, entry) -> put(tracks, pair, entry, now));
        return tracks;
    }

    /** Only what had calls, or lost some to age, since it was told last is added up again. */
    private static void put(Map<Subject, Track> tracks, Subject subject, Entry entry, Instant now) {
        long stretch = Windows.stretch(Span.DAY, now);
        if (entry.told != stretch) {
            entry.day = entry.windows.track(Span.DAY, now);
            entry.told = stretch;
        }
        if (entry.day.calls() > 0) {
            tracks.put(subject, entry.day);
        }
    }

    /** Whether {@link #day} would say something else than when it was asked last, for age alone or for calls. */
    boolean isStale(Instant now) {
        long stretch = Windows.stretch(Span.DAY, now);
        return !fresh.isEmpty() || models.values().stream().anyMatch(entry -> entry.told != stretch);
    }

    /** The models that had calls since this was asked last. */
    Set<ModelKey> takeFresh() {
        Set<ModelKey> taken = new HashSet<>(fresh);
        fresh.clear();
        return taken;
    }

    /** @param agentType null for everybody */
    Track track(ModelKey model, String agentType, Span span, Instant now) {
        Entry entry = agentType == null ? models.get(model) : pairs.get(new Subject(model, agentType));
        return entry == null ? Track.NONE : entry.windows.track(span, now);
    }

    Set<ModelKey> models() {
        return new HashSet<>(models.keySet());
    }

    /** Roughly what all of it takes of the heap. */
    long bytes() {
        return models.values().stream()
                        .mapToLong(entry -> entry.windows.bytes())
                        .sum()
                + pairs.values().stream()
                        .mapToLong(entry -> entry.windows.bytes())
                        .sum();
    }
}
