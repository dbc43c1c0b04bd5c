package dev.quartermaster.api.performance;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.api.BodyReader;
import dev.quartermaster.api.KnownNames;
import dev.quartermaster.cost.CostCalculator;
import dev.quartermaster.cost.PriceOrigin;
import dev.quartermaster.domain.AgentType;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.history.InvocationCost;
import dev.quartermaster.performance.AgentReportService.AgentReport;
import dev.quartermaster.registry.RegistrySnapshot;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.hibernate.validator.constraints.Range;
import org.jspecify.annotations.Nullable;

/** The report of a call that an agent made by itself. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record ReportBody(
        @Nullable String agentType,

        @Size(max = 256, message = "must not be longer than {max} characters") @Nullable String taskId,

        @NotNull(message = BodyReader.MISSING) String model,
        @NotNull(message = BodyReader.MISSING) Boolean success,

        @DecimalMin(value = "0", message = UP_TO_A_DAY) @DecimalMax(value = "86400000", message = UP_TO_A_DAY) @Nullable Double latencyMs,

        @DecimalMin(value = "0", message = UP_TO_ONE) @DecimalMax(value = "1", message = UP_TO_ONE) @Nullable Double qualityScore,

        @Nullable BigDecimal cost,

        @Range(max = 1_000_000_000, message = TOKENS) @Nullable Long inputTokens,

        @Range(max = 1_000_000_000, message = TOKENS) @Nullable Long outputTokens) {

    private static final String UP_TO_A_DAY = "must be a number from 0 to 86400000";
    private static final String UP_TO_ONE = "must be a number from 0 to 1";
    private static final String TOKENS = "must be a whole number from {min} to {max}";

    private static final BigDecimal MOST_COST = BigDecimal.valueOf(1_000_000);
    /** Written out, 1e-999999999 would be a gigabyte of zeros. */
    private static final int MOST_DECIMALS = 30;

    /** @throws QuartermasterException naming the field that is wrong */
    AgentReport report(RegistrySnapshot models) {
        if (agentType != null) {
            AgentType.check("agent_type", agentType);
        }
        if (success && latencyMs == null) {
            throw QuartermasterException.invalid("latency_ms", "'latency_ms' is missing: a success took some time");
        }
        ModelSpec called = models.resolve(model).orElseThrow(() -> unknown(models));
        return new AgentReport(
                agentType, taskId, called.key(), success, latencyMs, qualityScore, bill(called, models.version()));
    }

    private QuartermasterException unknown(RegistrySnapshot models) {
        return QuartermasterException.invalid(
                "model", "There is no model '" + model + "' in the registry." + KnownNames.suggestion(models, model));
    }

    /**
     * The cost that the agent reports; else the price of its tokens in the registry. What a success without a count of its
     * tokens cost is not known.
     */
    private InvocationCost bill(ModelSpec called, String registryVersion) {
        Usage usage = Usage.of(inputTokens == null ? 0 : inputTokens, outputTokens == null ? 0 : outputTokens);
        if (cost == null) {
            boolean uncounted = success && inputTokens == null && outputTokens == null;
            return new InvocationCost(
                    usage,
                    uncounted ? null : CostCalculator.served(called.pricing(), usage, null),
                    PriceOrigin.source(called.pricing()),
                    PriceOrigin.version(called.pricing(), registryVersion));
        }
        if (cost.signum() < 0 || cost.compareTo(MOST_COST) > 0 || cost.scale() > MOST_DECIMALS) {
            throw QuartermasterException.invalid(
                    "cost",
                    "'cost' must be an amount in USD from 0 to " + MOST_COST + " of at most " + MOST_DECIMALS
                            + " decimals");
        }
        return new InvocationCost(usage, new Money(cost), "reported", null);
    }
}
