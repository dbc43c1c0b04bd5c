package dev.quartermaster.routing;

import dev.quartermaster.domain.Priority;
import dev.quartermaster.routing.SelectionConfig.WeightsConfig;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Weights of the selection criteria. None is negative, and their sum is 1. */
@RegisterForReflection
public record Weights(double capability, double cost, double performance, double availability) {

    public static final Weights DEFAULT = new Weights(0.30, 0.25, 0.25, 0.20);

    private static final double TOLERANCE = 1e-9;
    /** The share of a weight that low priority moves to cost. */
    private static final double MOVED = 0.6;

    public Weights {
        double sum = capability + cost + performance + availability;
        boolean positive = capability >= 0 && cost >= 0 && performance >= 0 && availability >= 0;
        if (!positive || !(Math.abs(sum - 1) <= TOLERANCE)) {
            throw new IllegalArgumentException("weights must not be negative and must sum to 1: capability "
                    + capability + ", cost " + cost + ", performance " + performance + ", availability " + availability
                    + " sum to " + sum);
        }
    }

    /** @throws IllegalArgumentException naming the setting when they do not sum to 1 */
    static Weights of(WeightsConfig config) {
        try {
            return new Weights(config.capability(), config.cost(), config.performance(), config.availability());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("quartermaster.selection.weights: " + wrong.getMessage(), wrong);
        }
    }

    /**
     * The weights for one request: high and critical priority move all the weight of cost to performance and
     * availability, half each, so that no price buys a worse service; low priority moves most of theirs to cost.
     */
    public Weights forPriority(Priority priority) {
        return switch (priority) {
            case MEDIUM -> this;
            case HIGH, CRITICAL -> new Weights(capability, 0, performance + cost / 2, availability + cost / 2);
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

    // Written out: a native executable interprets what the compiler makes for a record, at 100 times the price.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Weights that
                        && Double.compare(capability, that.capability) == 0
                        && Double.compare(cost, that.cost) == 0
                        && Double.compare(performance, that.performance) == 0
                        && Double.compare(availability, that.availability) == 0);
    }

    @Override
    public int hashCode() {
        return Objects.hash(capability, cost, performance, availability);
    }
}
