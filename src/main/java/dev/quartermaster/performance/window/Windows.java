package dev.quartermaster.performance.window;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** All windows of one model, for one agent type or for everybody. For one thread at a time. */
public final class Windows {

    private final Map<WindowLength, SlidingWindow> bySpan = new EnumMap<>(WindowLength.class);

    public Windows() {
        for (WindowLength windowLength : WindowLength.values()) {
            bySpan.put(windowLength, new SlidingWindow(windowLength));
        }
    }

    public void add(CallSample callSample, Instant now) {
        bySpan.values().forEach(window -> window.add(callSample, now));
    }

    public PerformanceStatistics track(WindowLength windowLength, Instant now) {
        return bySpan.get(windowLength).track(now);
    }

    /** Grows when what {@link #track} says of this span may have changed without a call. */
    public static long stretch(WindowLength windowLength, Instant now) {
        return Math.floorDiv(now.toEpochMilli(), windowLength.slice().toMillis());
    }

    /** Roughly what it takes of the heap. */
    public int bytes() {
        return bySpan.values().stream().mapToInt(SlidingWindow::bytes).sum();
    }
}
