package dev.quartermaster.replay;

import dev.quartermaster.domain.Money;

/** Adds up outcomes. For one thread. */
final class Sums {

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

        Double value() {
            return count == 0 ? null : sum / count;
        }
    }

    void add(Expected outcome) {
        requests++;
        cost = cost.plus(outcome.cost());
        latency.add(outcome.latencyMs());
        success.add(outcome.success());
        quality.add(outcome.quality());
    }

    Totals totals() {
        return new Totals(requests, cost, latency.value(), success.value(), quality.value());
    }
}
