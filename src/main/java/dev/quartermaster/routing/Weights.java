package dev.quartermaster.routing;

import dev.quartermaster.domain.Priority;
import dev.quartermaster.routing.SelectionConfig.WeightsConfig;

/** How much each criterion counts. Never negative, and their sum is 1. */
public record Weights(double capability, double cost, double performance, double availability) {

    private static final double TOLERANCE = 1e-9;
    /** The share of a weight that a priority moves elsewhere. */
    private static final double MOVED = 0.6;

    public Weights {
        double sum = capability + cost + performance + availability;
        if (capability < 0 || cost < 0 || performance < 0 || availability < 0 || Math.abs(sum - 1) > TOLERANCE) {
            throw new IllegalArgumentException(
                    "quartermaster.selection.weights must not be negative and must sum to 1: "
                            + "capability " + capability + ", cost " + cost + ", performance " + performance
                            + ", availability " + availability + " sum to " + sum);
        }
    }

    static Weights of(WeightsConfig config) {
        return new Weights(config.capability(), config.cost(), config.performance(), config.availability());
    }

    /**
     * The weights for one request: high and critical priority move weight from cost to performance and availability,
     * low priority moves it the other way.
     */
    Weights forPriority(Priority priority) {
        return switch (priority) {
            case MEDIUM -> this;
            case HIGH, CRITICAL -> {
                double moved = cost * MOVED;
                yield new Weights(capability, cost - moved, performance + moved / 2, availability + moved / 2);
            }
            case LOW -> {
                double fromPerformance = performance * MOVED;
                double fromAvailability = availability * MOVED;
                yield new Weights(
                        capability,
                        cost + fromPerformance + fromAvailability,
                        performance - fromPerformance,
                        availability - fromAvailability);
            }
        };
    }
}
