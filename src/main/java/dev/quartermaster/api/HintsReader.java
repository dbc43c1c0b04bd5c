package dev.quartermaster.api;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.inference.Hints;
import io.vertx.core.MultiMap;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A caller's context: the body's {@code quartermaster} object, and the {@code X-Agent-Type}, {@code X-Task-Id} and
 * {@code X-Task-Priority} headers for what it leaves open.
 */
public final class HintsReader {

    private static final String PRIORITIES = "low, medium, high or critical";

    private HintsReader() {}

    /** @param own the {@code quartermaster} object, or null */
    public static Hints read(JsonFields own, MultiMap headers) {
        JsonFields object = own;
        String agentType = first(object == null ? null : object.text("agent_type"), headers.get("X-Agent-Type"));
        String taskId = first(object == null ? null : object.text("task_id"), headers.get("X-Task-Id"));
        Priority priority = priority(object, headers.get("X-Task-Priority"));
        if (object == null) {
            return new Hints(agentType, taskId, priority, Set.of(), null, null, Set.of(), Optional.empty(), false);
        }
        Hints hints = new Hints(
                agentType,
                taskId,
                priority,
                new HashSet<>(object.texts("required_capabilities")),
                cost(object),
                latency(object),
                providers(object),
                fallbacks(object),
                Boolean.TRUE.equals(object.flag("drop_unsupported")));
        refuseUnknown(object);
        return hints;
    }

    private static String first(String own, String header) {
        String value = own != null ? own : header;
        return value == null || value.isBlank() ? null : value;
    }

    private static Priority priority(JsonFields object, String header) {
        String own = object == null ? null : object.text("priority");
        String path = own == null ? "X-Task-Priority" : "quartermaster.priority";
        String value = first(own, header);
        if (value == null) {
            return Priority.MEDIUM;
        }
        return Priority.parse(value)
                .orElseThrow(() -> QuartermasterException.invalid(path, "'" + path + "' must be " + PRIORITIES));
    }

    private static Money cost(JsonFields object) {
        BigDecimal value = object.decimal("max_cost_per_request");
        if (value != null && value.signum() < 0) {
            throw QuartermasterException.invalid(
                    object.path("max_cost_per_request"), "'max_cost_per_request' must not be negative (USD)");
        }
        return value == null ? null : new Money(value);
    }

    private static Long latency(JsonFields object) {
        Integer value = object.count("max_latency_ms", 1);
        return value == null ? null : value.longValue();
    }

    private static Set<ProviderId> providers(JsonFields object) {
        Set<ProviderId> providers = new HashSet<>();
        List<String> names = object.texts("excluded_providers");
        for (int i = 0; i < names.size(); i++) {
            try {
                providers.add(ProviderId.of(names.get(i)));
            } catch (IllegalArgumentException notAName) {
                throw QuartermasterException.invalid(
                        object.path("excluded_providers") + "[" + i + "]", notAName.getMessage());
            }
        }
        return providers;
    }

    private static Optional<List<String>> fallbacks(JsonFields object) {
        return object.take("fallbacks") == null ? Optional.empty() : Optional.of(object.texts("fallbacks"));
    }

    private static void refuseUnknown(JsonFields object) {
        object.rest().keySet().stream().findFirst().ifPresent(field -> {
            throw QuartermasterException.invalid(
                    object.path(field), "'" + object.path(field) + "' is not a known option");
        });
    }
}
