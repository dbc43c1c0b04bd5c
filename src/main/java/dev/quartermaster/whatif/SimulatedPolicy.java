package dev.quartermaster.whatif;

import dev.quartermaster.routing.Constraints;
import dev.quartermaster.routing.Weights;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Policy of a simulation; fields that are not set keep their recorded values.
 *
 * @param weights weights before a request's priority shifts them; null for the recorded ones
 */
public record SimulatedPolicy(@Nullable Weights weights, Constraints constraints, List<RegistryChange> registry) {

    /** The rules of the day: every decision comes out as it did. */
    public static final SimulatedPolicy RECORDED = new SimulatedPolicy(null, Constraints.NONE, List.of());

    public SimulatedPolicy {
        registry = List.copyOf(registry);
    }
}
