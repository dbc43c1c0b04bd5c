package dev.quartermaster.performance.window;

import org.HdrHistogram.PackedHistogram;

/** How values spread: whole numbers, to two digits. Takes room for the values there are, and none while there are none. */
final class Distribution {

    private static final int DIGITS = 2;
    /** An hour in milliseconds, or more tokens than an answer has. */
    private static final long HIGHEST = 3_600_000;

    private PackedHistogram histogram;

    void add(double value) {
        if (histogram == null) {
            histogram = new PackedHistogram(HIGHEST, DIGITS);
        }
        histogram.recordValue(Math.round(Math.min(HIGHEST, Math.max(0, value))));
    }

    void add(Distribution other) {
        if (other.histogram != null) {
            if (histogram == null) {
                histogram = new PackedHistogram(HIGHEST, DIGITS);
            }
            histogram.add(other.histogram);
        }
    }

    /** What this part of the values stays at or below, to one in a hundred; null where there are none. */
    Long quantile(double share) {
        return histogram == null ? null : Long.valueOf(histogram.getValueAtPercentile(share * 100));
    }

    int bytes() {
        return histogram == null ? 0 : histogram.getEstimatedFootprintInBytes();
    }
}
