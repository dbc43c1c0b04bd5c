package dev.quartermaster.performance.window;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** All windows of one model, for one agent type or for all agents. For one thread at a time. */
public final class Windows {

    private final List<SlidingWindow> byLength =
            Stream.of(WindowLength.values()).map(SlidingWindow::new).toList();

    public void add(CallSample callSample, Instant now) {
        byLength.forEach(window -> window.add(callSample, now));
    }

    /** Adds a score of a call that was added before, or is added later. */
    public void score(Instant time, double score, double weight, Instant now) {
        byLength.forEach(window -> window.score(time, score, weight, now));
    }

    public PerformanceStatistics statistics(WindowLength windowLength, Instant now) {
        return byLength.get(windowLength.ordinal()).statistics(now);
    }

    /** Adds the calls of a window to those of others. */
    public void addTo(WindowSum sum, WindowLength windowLength, Instant now) {
        byLength.get(windowLength.ordinal()).addTo(sum, now);
    }

    /** Returns the number of the current slice: {@link #statistics} may change without a call when it grows. */
    public static long slice(WindowLength windowLength, Instant now) {
        return Math.floorDiv(now.toEpochMilli(), windowLength.slice().toMillis());
    }

    /** Estimates the heap in use, in bytes. */
    public int bytes() {
        return byLength.stream().mapToInt(SlidingWindow::bytes).sum();
    }
}
