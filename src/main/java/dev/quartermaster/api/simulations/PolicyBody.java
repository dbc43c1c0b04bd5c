package dev.quartermaster.api.simulations;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.BodyReader;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.routing.Weights;
import dev.quartermaster.whatif.SimulatedPolicy.RegistryChange;
import dev.quartermaster.whatif.SimulatedPolicy.RegistryChange.Kind;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The policy of a simulation; what is null stays as it was recorded. */
@RegisterForReflection(ignoreNested = false)
@JsonNaming(SnakeCaseStrategy.class)
record PolicyBody(
        @Valid @Nullable WeightsBody weights,
        @Nullable ObjectNode constraints,
        @Nullable List<@Valid Change> registry) {

    record WeightsBody(
            @NotNull(message = BodyReader.MISSING) Double capability,
            @NotNull(message = BodyReader.MISSING) Double cost,
            @NotNull(message = BodyReader.MISSING) Double performance,
            @NotNull(message = BodyReader.MISSING) Double availability) {}

    /** A change of one model: a patch of its entry, a whole entry, or its removal. */
    record Change(
            @NotNull(message = BodyReader.MISSING) String model,
            @Nullable ObjectNode patch,
            @Nullable ObjectNode entry,
            @Nullable Boolean remove) {

        private RegistryChange at(String path) {
            ModelKey key = ModelKey.parse(model)
                    .orElseThrow(() -> QuartermasterException.invalid(
                            path + ".model", "'" + path + ".model' must be provider/id, not '" + model + "'"));
            boolean removes = Boolean.TRUE.equals(remove);
            if (patch != null && entry == null && !removes) {
                return new RegistryChange(key, Kind.PATCH, patch);
            } else if (entry != null && patch == null && !removes) {
                return new RegistryChange(key, Kind.PUT, entry);
            } else if (removes && patch == null && entry == null) {
                return new RegistryChange(key, Kind.REMOVE, null);
            }
            throw QuartermasterException.invalid(
                    path + ".patch",
                    "A change of a model is one of 'patch' (some fields of its entry), 'entry' (all of it) or"
                            + " 'remove': true");
        }
    }

    @Nullable Weights newWeights() {
        if (weights == null) {
            return null;
        }
        try {
            return new Weights(weights.capability, weights.cost, weights.performance, weights.availability);
        } catch (IllegalArgumentException e) {
            throw QuartermasterException.invalid(
                    "policy.weights",
                    "'policy.weights' must not be negative and must sum to 1; they sum to "
                            + (weights.capability + weights.cost + weights.performance + weights.availability));
        }
    }

    List<RegistryChange> changes() {
        List<Change> changes = registry == null ? List.of() : registry;
        return IntStream.range(0, changes.size())
                .mapToObj(i -> changes.get(i).at("policy.registry[" + i + "]"))
                .toList();
    }
}
