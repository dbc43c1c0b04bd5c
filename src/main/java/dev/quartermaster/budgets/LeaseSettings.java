package dev.quartermaster.budgets;

import java.time.Duration;

/** Times of leases and holds; see {@link BudgetsConfig}. */
record LeaseSettings(
        Duration leaseTime, Duration drainTime, Duration renewEvery, Duration longestWait, Duration holdTime) {

    LeaseSettings {
        if (leaseTime.compareTo(drainTime.plus(renewEvery)) <= 0) {
            throw new IllegalArgumentException(
                    "quartermaster.budgets.lease-time must be longer than drain-time and renew-every together");
        }
    }

    static LeaseSettings of(BudgetsConfig config) {
        return new LeaseSettings(
                config.leaseTime(), config.drainTime(), config.renewEvery(), config.longestWait(), config.holdTime());
    }
}
