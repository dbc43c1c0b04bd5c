package dev.quartermaster.api.selections;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.inference.planning.KnownCapabilities;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.routing.Constraints;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the constraints of selections, assignments, simulations and the hints of requests. */
@Singleton
public class ConstraintFields {

    private static final String CAPABILITIES = "required_capabilities";
    private static final String COST = "max_cost_per_request";
    private static final String RESIDENCY = "residency";
    private static final Pattern PLACE = Pattern.compile("[a-z][a-z0-9-]{1,31}");

    private final ModelRegistry registry;

    ConstraintFields(ModelRegistry registry) {
        this.registry = registry;
    }

    /**
     * @param constraints null for none
     * @param path the place of the constraints in the body
     * @throws QuartermasterException naming the field that is wrong, or unknown
     */
    public Constraints read(@Nullable ObjectNode constraints, String path) {
        if (constraints == null) {
            return Constraints.NONE;
        }
        JsonFields fields = JsonFields.of(constraints, path);
        Set<String> capabilities = capabilities(fields);
        KnownCapabilities.require(
                fields.path(CAPABILITIES), capabilities, registry.snapshot().models());
        Constraints read =
                new Constraints(capabilities, cost(fields), latency(fields), providers(fields), residency(fields));
        fields.refuseUnknown(TaskBody.UNKNOWN);
        return read;
    }

    public static Set<String> capabilities(JsonFields fields) {
        return new HashSet<>(fields.texts(CAPABILITIES));
    }

    public static @Nullable Money cost(JsonFields fields) {
        BigDecimal cost = fields.decimal(COST);
        if (cost != null && cost.signum() < 0) {
            throw QuartermasterException.invalid(
                    fields.path(COST), "'" + fields.path(COST) + "' must not be negative (USD)");
        }
        return cost == null ? null : new Money(cost);
    }

    public static @Nullable Long latency(JsonFields fields) {
        Integer latency = fields.count("max_latency_ms", 1);
        return latency == null ? null : latency.longValue();
    }

    public static Set<ProviderId> providers(JsonFields fields) {
        Set<ProviderId> providers = new HashSet<>();
        List<String> names = fields.texts("excluded_providers");
        for (int i = 0; i < names.size(); i++) {
            try {
                providers.add(ProviderId.of(names.get(i)));
            } catch (IllegalArgumentException notAName) {
                throw QuartermasterException.invalid(
                        fields.path("excluded_providers") + "[" + i + "]", String.valueOf(notAName.getMessage()));
            }
        }
        return providers;
    }

    private static @Nullable String residency(JsonFields fields) {
        String word = fields.text(RESIDENCY);
        if (word != null && !PLACE.matcher(word).matches()) {
            throw QuartermasterException.invalid(
                    fields.path(RESIDENCY),
                    "'" + fields.path(RESIDENCY) + "' must be a geography such as eu, a region's id, or global");
        }
        return word;
    }
}
