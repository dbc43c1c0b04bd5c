package dev.quartermaster.performance.window;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * Distribution of one slice's values: whole numbers, to two digits. It stores only non-empty buckets, six bytes each,
 * and merging visits only those. The buckets are those of HdrHistogram, so that merging loses nothing.
 */
final class Distribution {

    /** An hour in milliseconds, or more tokens than an answer has. */
    private static final int HIGHEST = 3_600_000;

    private static final int DIGITS = 2;
    /** Two digits are 256 steps, half of them new with each doubling. */
    private static final int STEP_BITS = 8;

    private static final int HALF = 1 << (STEP_BITS - 1);

    private static final char[] NO_BUCKETS = {};
    private static final int[] NO_COUNTS = {};

    /** In order; the first {@code size} are in use. */
    private char[] buckets = NO_BUCKETS;

    private int[] counts = NO_COUNTS;
    private int size;

    void add(double value) {
        char bucket = bucket((int) Math.round(Math.min(HIGHEST, Math.max(0, value))));
        int place = Arrays.binarySearch(buckets, 0, size, bucket);
        if (place < 0) {
            place = -place - 1;
            insert(place, bucket);
        }
        counts[place]++;
    }

    private void insert(int place, char bucket) {
        if (size == buckets.length) {
            int room = Math.max(2, size + (size >> 1));
            buckets = Arrays.copyOf(buckets, room);
            counts = Arrays.copyOf(counts, room);
        }
        System.arraycopy(buckets, place, buckets, place + 1, size - place);
        System.arraycopy(counts, place, counts, place + 1, size - place);
        buckets[place] = bucket;
        counts[place] = 0;
        size++;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Creates the histogram that {@link #addTo} adds to. */
    static Histogram sum() {
        return new Histogram(HIGHEST, DIGITS);
    }

    void addTo(Histogram sum) {
        for (int i = 0; i < size; i++) {
            sum.recordValueWithCount(lowest(buckets[i]), counts[i]);
        }
    }

    private static char bucket(int value) {
        int shift = Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(value) - STEP_BITS);
        return (char) (shift * HALF + (value >> shift));
    }

    private static int lowest(char bucket) {
        int shift = Math.max(0, bucket / HALF - 1);
        return (bucket - shift * HALF) << shift;
    }

    int bytes() {
        return 32 + (size == 0 ? 0 : 32 + 6 * buckets.length);
    }
}
