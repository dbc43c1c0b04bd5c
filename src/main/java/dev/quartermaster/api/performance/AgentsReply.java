package dev.quartermaster.api.performance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.quartermaster.api.json.PlainDecimal;
import dev.quartermaster.domain.Money;
import dev.quartermaster.history.ledger.PerformanceRepository.AgentSum;
import dev.quartermaster.performance.PerformanceQueries.AgentSummaries;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The totals of the requests of each agent type, with an empty name for requests without one. Amounts are US dollars.
 */
@Schema(name = "PerformanceByAgent")
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record AgentsReply(
        int windowHours,
        Instant from,
        Instant to,
        List<OfAgent> data,
        @Schema(nullable = true) @Nullable String nextCursor) {

    /** @param averageSuccessRate the part of its requests that succeeded, in [0,1] */
    @Schema(name = "PerformanceOfAgent")
    @JsonNaming(SnakeCaseStrategy.class)
    record OfAgent(
            String agentType,
            long totalRequests,
            long successfulRequests,
            double averageSuccessRate,
            @JsonSerialize(using = PlainDecimal.class) Money totalCost,

            @JsonSerialize(contentUsing = PlainDecimal.class)
            Map<String, Money> costByModel) {

        static OfAgent of(AgentSum sum) {
            return new OfAgent(
                    sum.agentType(),
                    sum.requests(),
                    sum.successes(),
                    (double) sum.successes() / sum.requests(),
                    sum.cost(),
                    sum.costByModel());
        }
    }

    static AgentsReply of(AgentSummaries summaries) {
        return new AgentsReply(
                summaries.windowHours(),
                summaries.from(),
                summaries.to(),
                summaries.agents().stream().map(OfAgent::of).toList(),
                null);
    }
}
