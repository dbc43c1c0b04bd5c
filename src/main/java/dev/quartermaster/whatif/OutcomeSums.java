package dev.quartermaster.whatif;

import dev.quartermaster.domain.Money;
import org.jspecify.annotations.Nullable;

/** Adds up outcomes. For one thread. */
final class OutcomeSums {

    private long requests;
    private Money cost = Money.ZERO;
    private final Mean latency = new Mean();
    private final Mean success = new Mean();
    private final Mean quality = new Mean();

    private static final class Mean {

        private double sum;
        private long count;

        void add(Double value) {
            if (value != null) {
                sum += value;
                count++;
            }
        }

        @Nullable Double value() {
            return count == 0 ? null : sum / count;
        }
    }

    void add(ExpectedOutcome outcome) {
        requests++;
        cost = cost.plus(outcome.cost());
        latency.add(outcome.latencyMs());
        success.add(outcome.success());
        quality.add(outcome.quality());
    }

    OutcomeTotals totals() {
        return new OutcomeTotals(requests, cost, latency.value(), success.value(), quality.value());
    }
}
