package dev.quartermaster.performance.window;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** All windows of one model, for one agent type or for all agents. For one thread at a time. */
public final class Windows {

    private final Map<WindowLength, SlidingWindow> byLength = new EnumMap<>(WindowLength.class);

    public Windows() {
        for (WindowLength windowLength : WindowLength.values()) {
            byLength.put(windowLength, new SlidingWindow(windowLength));
        }
    }

    public void add(CallSample callSample, Instant now) {
        byLength.values().forEach(window -> window.add(callSample, now));
    }

    public PerformanceStatistics statistics(WindowLength windowLength, Instant now) {
        return byLength.get(windowLength).statistics(now);
    }

    /** Returns the number of the current slice: {@link #statistics} may change without a call when it grows. */
    public static long slice(WindowLength windowLength, Instant now) {
        return Math.floorDiv(now.toEpochMilli(), windowLength.slice().toMillis());
    }

    /** Estimates the heap in use, in bytes. */
    public int bytes() {
        return byLength.values().stream().mapToInt(SlidingWindow::bytes).sum();
    }
}
