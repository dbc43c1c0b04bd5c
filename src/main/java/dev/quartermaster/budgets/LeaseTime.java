package dev.quartermaster.budgets;

/**
 * End of a lease by two clocks. The one that does not jump stands still while some machines sleep, so that the other one ends
 * a lease too.
 *
 * @param lastHold from then on nothing is held, by {@link System#nanoTime()}
 * @param lastHoldMillis the same by the clock on the wall
 * @param end by {@link System#nanoTime()}
 */
record LeaseTime(boolean begun, long lastHold, long lastHoldMillis, long end) {

    static final LeaseTime NONE = new LeaseTime(false, 0, 0, 0);

    boolean holds(long nanos, long millis) {
        return begun && nanos - lastHold < 0 && millis < lastHoldMillis;
    }

    boolean hasEnded(long nanos) {
        return !begun || nanos - end >= 0;
    }
}
