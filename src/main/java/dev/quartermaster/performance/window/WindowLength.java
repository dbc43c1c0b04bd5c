package dev.quartermaster.performance.window;

import java.time.Duration;

/** Length of a window and the number of slices it expires in. */
public enum WindowLength {
    HOUR(Duration.ofMinutes(5), 12, 1),
    DAY(Duration.ofHours(1), 24, 24),
    WEEK(Duration.ofHours(6), 28, 7 * 24);

    private final Duration slice;
    private final int slices;
    private final int hours;

    WindowLength(Duration slice, int slices, int hours) {
        this.slice = slice;
        this.slices = slices;
        this.hours = hours;
    }

    Duration slice() {
        return slice;
    }

    int slices() {
        return slices;
    }

    /** Its length in hours. The oldest slice drops out as a whole, so it looks back up to one slice less than that. */
    public int hours() {
        return hours;
    }
}
