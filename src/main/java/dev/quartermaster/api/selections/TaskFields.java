package dev.quartermaster.api.selections;

import dev.quartermaster.api.JsonFields;
import dev.quartermaster.domain.AgentType;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.inference.KnownAbilities;
import dev.quartermaster.inference.selection.SelectionTask;
import dev.quartermaster.inference.selection.SelectionTask.Constraints;
import dev.quartermaster.limits.TokenEstimator;
import dev.quartermaster.registry.ModelRegistry;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code task} and {@code constraints}, as selections and assignments have them. */
@Singleton
public class TaskFields {

    private static final String CAPABILITIES = "required_capabilities";
    private static final Pattern RESIDENCY = Pattern.compile("[a-z][a-z0-9-]{1,31}");
    private static final int LONGEST_ID = 256;

    private final ModelRegistry registry;

    TaskFields(ModelRegistry registry) {
        this.registry = registry;
    }

    /**
     * @param task may be null: nothing is said of it
     * @param constraints may be null: none
     * @param agentType where it stands beside the task; null where only the task may name one
     * @throws QuartermasterException naming the field that is wrong
     */
    public SelectionTask read(JsonFields task, JsonFields constraints, String agentType) {
        Constraints asked = constraints == null ? Constraints.NONE : constraints(constraints);
        if (task == null) {
            return new SelectionTask(null, agentType, Priority.MEDIUM, 0, null, Set.of(), asked);
        }
        String named = task.text("agent_type");
        if (named != null) {
            AgentType.check(task.path("agent_type"), named);
        }
        SelectionTask read = new SelectionTask(
                id(task),
                agentType == null ? named : agentType,
                priority(task),
                inputTokens(task),
                maxTokens(task),
                features(task),
                asked);
        refuseUnknown(task);
        return read;
    }

    private static String id(JsonFields task) {
        String id = task.text("id");
        String other = task.text("task_id");
        String either = id == null ? other : id;
        if (either != null && (either.isBlank() || either.length() > LONGEST_ID)) {
            throw QuartermasterException.invalid(
                    task.path("id"),
                    "'" + task.path("id") + "' must be some text of at most " + LONGEST_ID + " characters");
        }
        return either;
    }

    private static Priority priority(JsonFields task) {
        String word = task.text("priority");
        return word == null
                ? Priority.MEDIUM
                : Priority.parse(word)
                        .orElseThrow(() -> QuartermasterException.invalid(
                                task.path("priority"),
                                "'" + task.path("priority") + "' must be low, medium, high or critical"));
    }

    private static long inputTokens(JsonFields task) {
        String prompt = task.text("prompt");
        Integer tokens = task.count("input_tokens", 0);
        return tokens != null ? tokens : prompt == null ? 0 : TokenEstimator.ofText(prompt);
    }

    private static Long maxTokens(JsonFields task) {
        Integer tokens = task.count("max_tokens", 1);
        return tokens == null ? null : tokens.longValue();
    }

    private static Set<Feature> features(JsonFields task) {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        List<String> words = task.texts("features");
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String field = task.path("features") + "[" + i + "]";
            features.add(Feature.parse(word).orElseThrow(() -> {
                String known = String.join(
                        ", ", Arrays.stream(Feature.values()).map(Feature::wire).toList());
                return QuartermasterException.invalid(field, "There is no feature '" + word + "'; known are " + known);
            }));
        }
        return features;
    }

    private Constraints constraints(JsonFields fields) {
        Set<String> capabilities = new HashSet<>(fields.texts(CAPABILITIES));
        KnownAbilities.require(
                fields.path(CAPABILITIES), capabilities, registry.snapshot().models());
        Integer latency = fields.count("max_latency_ms", 1);
        Constraints constraints = new Constraints(
                capabilities,
                cost(fields),
                latency == null ? null : latency.longValue(),
                providers(fields),
                residency(fields));
        refuseUnknown(fields);
        return constraints;
    }

    private static Money cost(JsonFields fields) {
        BigDecimal cost = fields.decimal("max_cost_per_request");
        if (cost != null && cost.signum() < 0) {
            throw QuartermasterException.invalid(
                    fields.path("max_cost_per_request"),
                    "'" + fields.path("max_cost_per_request") + "' must not be negative (USD)");
        }
        return cost == null ? null : new Money(cost);
    }

    private static Set<ProviderId> providers(JsonFields fields) {
        Set<ProviderId> providers = new HashSet<>();
        List<String> names = fields.texts("excluded_providers");
        for (int i = 0; i < names.size(); i++) {
            try {
                providers.add(ProviderId.of(names.get(i)));
            } catch (IllegalArgumentException notAName) {
                throw QuartermasterException.invalid(
                        fields.path("excluded_providers") + "[" + i + "]", notAName.getMessage());
            }
        }
        return providers;
    }

    private static String residency(JsonFields fields) {
        String word = fields.text("residency");
        if (word != null && !RESIDENCY.matcher(word).matches()) {
            throw QuartermasterException.invalid(
                    fields.path("residency"),
                    "'" + fields.path("residency") + "' must be a geography such as eu, a region's id, or global");
        }
        return word;
    }

    /** @throws QuartermasterException naming the first field that nobody has asked for */
    public static void refuseUnknown(JsonFields fields) {
        fields.rest().keySet().stream().findFirst().ifPresent(field -> {
            throw QuartermasterException.invalid(
                    fields.path(field), "'" + fields.path(field) + "' is not a known field");
        });
    }
}
