package dev.quartermaster.routing;

import java.util.Arrays;

/**
 * Orders models best first: by suitability, then by cost, then by key. Sorted are whole numbers that hold the leading
 * bits of the suitability and, below them, the model's position; what these leave open is settled by comparing.
 */
final class Ranking {

    private static final int POSITION_BITS = 20;
    private static final long POSITION_MASK = (1L << POSITION_BITS) - 1;

    private final ModelIndex index;
    private final Estimate estimate;
    private final double[] suitability;
    private final long[] keys;
    private int count;

    Ranking(ModelIndex index, Estimate estimate) {
        if (index.size() > POSITION_MASK) {
            throw new IllegalArgumentException("there are too many models to rank: " + index.size());
        }
        this.index = index;
        this.estimate = estimate;
        this.suitability = new double[index.size()];
        this.keys = new long[index.size()];
    }

    void add(IndexedModel model, double value) {
        suitability[model.position] = value;
        // Of numbers that are not negative the bits grow with the value; turned round, the best comes first.
        keys[count++] = ~Double.doubleToRawLongBits(value) & ~POSITION_MASK | model.position;
    }

    /** Positions, best first. */
    int[] order() {
        Arrays.sort(keys, 0, count);
        for (int i = 1; i < count; i++) {
            settle(i);
        }
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = position(keys[i]);
        }
        return order;
    }

    /** Moves the model at {@code from} forward past those that it is as good as by its leading bits, and better than. */
    private void settle(int from) {
        int at = from;
        while (at > 0 && keys[at - 1] >>> POSITION_BITS == keys[at] >>> POSITION_BITS && isBetter(at, at - 1)) {
            long better = keys[at];
            keys[at] = keys[at - 1];
            keys[at - 1] = better;
            at--;
        }
    }

    private boolean isBetter(int one, int other) {
        int first = position(keys[one]);
        int second = position(keys[other]);
        int bySuitability = Double.compare(suitability[second], suitability[first]);
        if (bySuitability != 0) {
            return bySuitability < 0;
        }
        int byCost = estimate.compare(index.get(first), index.get(second));
        return byCost != 0 ? byCost < 0 : first < second;
    }

    private static int position(long key) {
        return (int) (key & POSITION_MASK);
    }
}
