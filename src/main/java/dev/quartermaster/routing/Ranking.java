package dev.quartermaster.routing;

/**
 * Orders models best first: by suitability, then by cost, then by key. They are dealt into as many slots as there are
 * models, by suitability, and each slot is then sorted by comparing; the slots are small, so the whole takes a time that
 * grows with the number of models and hardly more.
 */
final class Ranking {

    private final ModelIndex index;
    private final CostEstimate costEstimate;
    /** Suitability by model position. */
    private final double[] suitability;
    /** Cost in US dollars by model position. */
    private final double[] cost;

    private final int[] added;
    private int count;
    private double best = Double.NEGATIVE_INFINITY;
    private double worst = Double.POSITIVE_INFINITY;
    private int cheapest = -1;

    Ranking(ModelIndex index, CostEstimate costEstimate) {
        this.index = index;
        this.costEstimate = costEstimate;
        this.suitability = new double[index.size()];
        this.cost = new double[index.size()];
        this.added = new int[index.size()];
    }

    void add(int position, double value, double usd) {
        suitability[position] = value;
        cost[position] = usd;
        added[count++] = position;
        best = Math.max(best, value);
        worst = Math.min(worst, value);
        if (cheapest < 0 || (usd <= cost[cheapest] && compareCost(position, cheapest) < 0)) {
            cheapest = position;
        }
    }

    /** The position of the one that costs least, the first by key of several; -1 when there is none. */
    int cheapest() {
        return cheapest;
    }

    /** Positions, best first. */
    int[] order() {
        int[] order = new int[count];
        int[] ends = new int[count + 1];
        double slots = best > worst ? (count - 1) / (best - worst) : 0;
        for (int i = 0; i < count; i++) {
            ends[slot(added[i], slots)]++;
        }
        for (int i = 1; i <= count; i++) {
            ends[i] += ends[i - 1];
        }
        // From the back, so that models of one slot keep the order of their keys; each end becomes a beginning.
        for (int i = count - 1; i >= 0; i--) {
            order[--ends[slot(added[i], slots)]] = added[i];
        }
        for (int i = 0; i < count; i++) {
            sort(order, ends[i], ends[i + 1]);
        }
        return order;
    }

    /** Grows as the suitability falls, so that no model is in a slot behind that of a worse one. */
    private int slot(int position, double slots) {
        return Math.min(count - 1, (int) ((best - suitability[position]) * slots));
    }

    /** Shell's sort: short where there is little to do, and without a bad case where much is equal. */
    private void sort(int[] order, int from, int to) {
        if (isSorted(order, from, to)) {
            return;
        }
        for (int gap = firstGap(to - from); gap > 0; gap /= 3) {
            for (int i = from + gap; i < to; i++) {
                int moving = order[i];
                int at = i;
                while (at - gap >= from && isBefore(moving, order[at - gap])) {
                    order[at] = order[at - gap];
                    at -= gap;
                }
                order[at] = moving;
            }
        }
    }

    /** Returns whether a range is sorted already, as ranges of equals usually are. */
    private boolean isSorted(int[] order, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (isBefore(order[i], order[i - 1])) {
                return false;
            }
        }
        return true;
    }

    private static int firstGap(int size) {
        int gap = 1;
        while (gap * 3 + 1 < size) {
            gap = gap * 3 + 1;
        }
        return size < 2 ? 0 : gap;
    }

    private boolean isBefore(int one, int other) {
        if (suitability[one] != suitability[other]) {
            return suitability[one] > suitability[other];
        }
        int byCost = compareCost(one, other);
        return byCost != 0 ? byCost < 0 : one < other;
    }

    /**
     * Compares exact costs. Where two doubles differ, the exact costs differ the same way, or not at all if a double is
     * not exact.
     */
    private int compareCost(int one, int other) {
        if (cost[one] != cost[other]) {
            return cost[one] < cost[other] ? -1 : 1;
        }
        IndexedModel first = index.get(one);
        IndexedModel second = index.get(other);
        boolean exact = costEstimate.isExact(first, cost[one]) && costEstimate.isExact(second, cost[other]);
        return exact ? 0 : costEstimate.compare(first, second);
    }
}
