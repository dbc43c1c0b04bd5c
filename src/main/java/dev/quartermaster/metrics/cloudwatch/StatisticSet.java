package dev.quartermaster.metrics.cloudwatch;

/** Number, sum, minimum and maximum of values. */
record StatisticSet(long count, double sum, double minimum, double maximum) {

    static final StatisticSet EMPTY = new StatisticSet(0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    StatisticSet plus(double value) {
        return new StatisticSet(count + 1, sum + value, Math.min(minimum, value), Math.max(maximum, value));
    }
}
