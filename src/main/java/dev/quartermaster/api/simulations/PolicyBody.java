package dev.quartermaster.api.simulations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.api.selections.ConstraintFields;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.routing.Constraints;
import dev.quartermaster.routing.Weights;
import dev.quartermaster.whatif.PastRegistries;
import dev.quartermaster.whatif.RegistryChange;
import dev.quartermaster.whatif.RegistryChange.Kind;
import dev.quartermaster.whatif.SimulatedPolicy;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code {weights, constraints, registry}}; what is not said stays as it was recorded. */
@Singleton
class PolicyBody {

    private final ConstraintFields constraints;
    private final PastRegistries registries;

    PolicyBody(ConstraintFields constraints, PastRegistries registries) {
        this.constraints = constraints;
        this.registries = registries;
    }

    /** @param policy null: as it was */
    SimulatedPolicy read(@Nullable JsonFields policy) {
        if (policy == null) {
            return SimulatedPolicy.RECORDED;
        }
        JsonFields weights = policy.object("weights");
        JsonFields asked = policy.object("constraints");
        List<RegistryChange> changes = policy.each("registry", PolicyBody::change);
        policy.refuseUnknown(SimulationBody.UNKNOWN);
        registries.check(changes);
        return new SimulatedPolicy(
                weights == null ? null : weights(weights),
                asked == null ? Constraints.NONE : constraints.read(asked),
                changes);
    }

    private static Weights weights(JsonFields fields) {
        double capability = weight(fields, "capability");
        double cost = weight(fields, "cost");
        double performance = weight(fields, "performance");
        double availability = weight(fields, "availability");
        fields.refuseUnknown(SimulationBody.UNKNOWN);
        try {
            return new Weights(capability, cost, performance, availability);
        } catch (IllegalArgumentException e) {
            throw QuartermasterException.invalid(
                    "policy.weights",
                    "'policy.weights' must not be negative and must sum to 1; they sum to "
                            + (capability + cost + performance + availability));
        }
    }

    private static double weight(JsonFields fields, String name) {
        return fields.required(name, fields.number(name));
    }

    private static RegistryChange change(JsonFields fields) {
        ModelKey model = model(fields);
        JsonNode patch = fields.take("patch");
        JsonNode entry = fields.take("entry");
        Boolean remove = fields.flag("remove");
        fields.refuseUnknown(SimulationBody.UNKNOWN);
        int said = (patch == null ? 0 : 1) + (entry == null ? 0 : 1) + (Boolean.TRUE.equals(remove) ? 1 : 0);
        if (said != 1) {
            throw QuartermasterException.invalid(
                    fields.path("patch"),
                    "A change of a model is one of 'patch' (some fields of its entry), 'entry' (all of it) or"
                            + " 'remove': true");
        } else if (patch != null) {
            return new RegistryChange(model, Kind.PATCH, object(fields, "patch", patch));
        } else if (entry != null) {
            return new RegistryChange(model, Kind.PUT, object(fields, "entry", entry));
        }
        return new RegistryChange(model, Kind.REMOVE, null);
    }

    private static ModelKey model(JsonFields fields) {
        String name = fields.requiredText("model");
        return ModelKey.parse(name)
                .orElseThrow(() -> QuartermasterException.invalid(
                        fields.path("model"),
                        "'" + fields.path("model") + "' must be provider/id, not '" + name + "'"));
    }

    private static ObjectNode object(JsonFields fields, String field, JsonNode value) {
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw JsonFields.wrong(fields.path(field), "an object", value);
    }
}
