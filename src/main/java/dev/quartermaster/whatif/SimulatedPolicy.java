package dev.quartermaster.whatif;

import dev.quartermaster.routing.Constraints;
import dev.quartermaster.routing.Weights;
import java.util.List;

/**
 * By what rules the choices are made again; where it says nothing, by those of the day.
 *
 * @param weights before a request's priority moves them; null for those of the day
 */
public record SimulatedPolicy(Weights weights, Constraints constraints, List<RegistryChange> registry) {

    /** The rules of the day: every decision comes out as it did. */
    public static final SimulatedPolicy RECORDED = new SimulatedPolicy(null, Constraints.NONE, List.of());

    public SimulatedPolicy {
        registry = List.copyOf(registry);
    }
}
