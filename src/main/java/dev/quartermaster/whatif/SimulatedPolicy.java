package dev.quartermaster.whatif;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.registry.edit.Edit;
import dev.quartermaster.registry.edit.Expectation;
import dev.quartermaster.routing.Constraints;
import dev.quartermaster.routing.Weights;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

    /** One model, other than it was. */
    public record RegistryChange(
            ModelKey model, Kind kind, @Nullable ObjectNode entry) {

        /** Kind of a change to a model. */
        public enum Kind {
            /** Some fields of its entry are replaced (RFC 7396); of a model that was not there yet nothing is. */
            PATCH,
            /** It has this entry, also before it had one. */
            PUT,
            /** It is not there. */
            REMOVE
        }

        /** @param there the models of the registry that is changed; empty when there is nothing to change */
        Optional<Edit> edit(Set<ModelKey> there) {
            if (kind == Kind.PUT) {
                return Optional.of(Edit.put(model, Objects.requireNonNull(entry), Expectation.ANYTHING));
            } else if (!there.contains(model)) {
                return Optional.empty();
            }
            return Optional.of(
                    kind == Kind.PATCH
                            ? Edit.merge(model, Objects.requireNonNull(entry), Expectation.PRESENT)
                            : Edit.delete(model, Expectation.PRESENT));
        }
    }
}
