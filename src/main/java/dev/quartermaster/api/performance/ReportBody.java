package dev.quartermaster.api.performance;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.cost.CostCalculator;
import dev.quartermaster.domain.AgentType;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.history.InvocationCost;
import dev.quartermaster.performance.AgentReport;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistrySnapshot;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code {agent_type, task_id, model, success, latency_ms, quality_score, cost, input_tokens, output_tokens}}, whole
 * or not at all.
 */
@Singleton
class ReportBody {

    private static final double A_DAY_MS = 86_400_000;
    private static final long MOST_TOKENS = 1_000_000_000;
    private static final BigDecimal MOST_COST = BigDecimal.valueOf(1_000_000);
    /** Written out, 1e-999999999 would be a gigabyte of zeros. */
    private static final int MOST_DECIMALS = 30;

    private static final int LONGEST_TASK = 256;

    private final ObjectMapper json;
    private final ModelRegistry registry;

    ReportBody(ObjectMapper json, ModelRegistry registry) {
        // What a call cost is an exact decimal.
        this.json = json.copy().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        this.registry = registry;
    }

    /** @throws QuartermasterException naming the field that is wrong */
    AgentReport read(byte[] content) {
        JsonFields body = JsonFields.of(JsonBody.parse(json, content), "");
        String agentType = body.text("agent_type");
        if (agentType != null) {
            AgentType.check("agent_type", agentType);
        }
        ModelSpec model = model(body.requiredText("model"));
        boolean success = body.required("success", body.flag("success"));
        Double latency = within("latency_ms", body.number("latency_ms"), A_DAY_MS);
        Double quality = within("quality_score", body.number("quality_score"), 1);
        AgentReport agentReport =
                new AgentReport(agentType, task(body), model.key(), success, latency, quality, bill(body, model));
        body.refuseUnknown("is not a field of a report");
        if (success && latency == null) {
            throw QuartermasterException.invalid("latency_ms", "'latency_ms' is missing: a success took some time");
        }
        return agentReport;
    }

    private ModelSpec model(String name) {
        RegistrySnapshot models = registry.snapshot();
        return models.resolve(name).orElseThrow(() -> {
            List<String> near = models.nearMisses(name);
            return QuartermasterException.invalid(
                    "model",
                    "There is no model '" + name + "' in the registry."
                            + (near.isEmpty() ? "" : " Did you mean " + String.join(", ", near) + "?"));
        });
    }

    private static @Nullable String task(JsonFields body) {
        String task = body.text("task_id");
        if (task != null && task.length() > LONGEST_TASK) {
            throw QuartermasterException.invalid(
                    "task_id", "'task_id' must not be longer than " + LONGEST_TASK + " characters");
        }
        return task;
    }

    /** What the agent says it cost; else what its tokens cost by the registry. */
    private static InvocationCost bill(JsonFields body, ModelSpec model) {
        long input = tokens(body, "input_tokens");
        long output = tokens(body, "output_tokens");
        BigDecimal cost = body.decimal("cost");
        if (cost != null && (cost.signum() < 0 || cost.compareTo(MOST_COST) > 0 || cost.scale() > MOST_DECIMALS)) {
            throw QuartermasterException.invalid(
                    "cost",
                    "'cost' must be an amount in USD from 0 to " + MOST_COST + " of at most " + MOST_DECIMALS
                            + " decimals");
        } else if (cost != null) {
            return new InvocationCost(Usage.of(input, output), new Money(cost), "reported", null);
        }
        Usage usage = Usage.of(input, output);
        return new InvocationCost(
                usage,
                CostCalculator.cost(model.pricing(), usage, null),
                model.pricing().source(),
                model.pricing().asOf() == null ? null : model.pricing().asOf().toString());
    }

    private static long tokens(JsonFields body, String field) {
        Long tokens = body.wholeNumber(field);
        if (tokens != null && (tokens < 0 || tokens > MOST_TOKENS)) {
            throw QuartermasterException.invalid(
                    field, "'" + field + "' must be a whole number from 0 to " + MOST_TOKENS);
        }
        return tokens == null ? 0 : tokens;
    }

    private static @Nullable Double within(String field, @Nullable Double value, double most) {
        if (value != null && !(value >= 0 && value <= most)) {
            throw QuartermasterException.invalid(
                    field,
                    "'" + field + "' must be a number from 0 to "
                            + BigDecimal.valueOf(most).toBigInteger());
        }
        return value;
    }
}
