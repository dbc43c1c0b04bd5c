package dev.quartermaster.api.simulations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.quartermaster.api.json.PlainDecimal;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.whatif.Simulation;
import dev.quartermaster.whatif.Simulation.SimulationProgress;
import dev.quartermaster.whatif.SimulationReport;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A simulation as it is shown.
 *
 * @param report null until it is done
 */
@Schema(name = "Simulation")
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record SimulationAnswer(
        UUID id,
        Instant createdAt,
        Instant from,
        Instant to,
        @Schema(nullable = true) @Nullable String agentType,
        Step progress,
        @Schema(nullable = true) @Nullable Report report) {

    /**
     * The progress of a simulation.
     *
     * @param state queued, running, done, failed or cancelled
     * @param total null while it is not known
     */
    @Schema(name = "SimulationProgress")
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Step(
            String state,
            long decisions,
            @Schema(nullable = true) @Nullable Long total,
            @Schema(nullable = true) @Nullable Instant startedAt,
            @Schema(nullable = true) @Nullable Instant endedAt,
            @Schema(nullable = true) @Nullable String problem) {

        static Step of(SimulationProgress simulationProgress) {
            return new Step(
                    simulationProgress.state().wire(),
                    simulationProgress.done(),
                    simulationProgress.total(),
                    simulationProgress.startedAt(),
                    simulationProgress.endedAt(),
                    simulationProgress.problem());
        }
    }

    /** The result of a simulation; see {@link SimulationReport}. */
    @Schema(name = "SimulationReport")
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Report(
            long decisions,
            long same,
            long differing,
            long unanswerable,
            long skipped,
            long unfollowed,
            Totals happened,
            Totals simulated,
            @JsonSerialize(using = PlainDecimal.class) Money costDifferenceUsd,
            List<OfAgent> byAgent,
            List<OfModel> byModel,
            List<Difference> differences) {}

    /** Sums and means; a mean of nothing is null, and a request whose cost is not known is in no sum of costs. */
    @Schema(name = "SimulationTotals")
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Totals(
            long requests,
            @JsonSerialize(using = PlainDecimal.class) Money costUsd,
            long unpricedRequests,
            @Schema(nullable = true) @Nullable Double averageLatencyMs,
            @Schema(nullable = true) @Nullable Double successRate,
            @Schema(nullable = true) @Nullable Double averageQuality) {

        static Totals of(dev.quartermaster.whatif.SimulationReport.OutcomeTotals outcomeTotals) {
            return new Totals(
                    outcomeTotals.requests(),
                    outcomeTotals.cost(),
                    outcomeTotals.unpriced(),
                    outcomeTotals.averageLatencyMs(),
                    outcomeTotals.successRate(),
                    outcomeTotals.averageQuality());
        }
    }

    /** @param agentType empty for requests of no agent */
    @Schema(name = "SimulationOfAgent")
    @JsonNaming(SnakeCaseStrategy.class)
    record OfAgent(String agentType, long differing, Totals happened, Totals simulated) {}

    @Schema(name = "SimulationOfModel")
    @JsonNaming(SnakeCaseStrategy.class)
    record OfModel(@Nullable String model, Totals happened, Totals simulated) {}

    @Schema(name = "SimulationDifference")
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Difference(
            UUID decisionId,
            Instant time,
            @Schema(nullable = true) @Nullable String agentType,
            @Schema(nullable = true) @Nullable String before,
            @Schema(nullable = true) @Nullable String after,

            @JsonSerialize(using = PlainDecimal.class) @Schema(nullable = true) @Nullable Money happenedCostUsd,

            @JsonSerialize(using = PlainDecimal.class) @Schema(nullable = true) @Nullable Money simulatedCostUsd,

            @Nullable String reason) {

        static Difference of(SimulationReport.Difference other) {
            return new Difference(
                    other.decisionId(),
                    other.time(),
                    other.agentType(),
                    name(other.before()),
                    name(other.after()),
                    other.happenedCost(),
                    other.simulatedCost(),
                    other.reason());
        }
    }

    static SimulationAnswer of(Simulation simulation) {
        var which = simulation.request().which();
        return new SimulationAnswer(
                simulation.id(),
                simulation.askedAt(),
                which.from(),
                which.to(),
                which.agentType(),
                Step.of(simulation.progress()),
                simulation.report().map(SimulationAnswer::report).orElse(null));
    }

    private static Report report(SimulationReport report) {
        return new Report(
                report.decisions(),
                report.same(),
                report.differing(),
                report.unanswerable(),
                report.skipped(),
                report.unfollowed(),
                Totals.of(report.happened()),
                Totals.of(report.simulated()),
                new Money(report.simulated()
                        .cost()
                        .usd()
                        .subtract(report.happened().cost().usd())),
                report.byAgent().stream()
                        .map(agent -> new OfAgent(
                                agent.agentType(),
                                agent.differing(),
                                Totals.of(agent.happened()),
                                Totals.of(agent.simulated())))
                        .toList(),
                report.byModel().stream()
                        .map(model -> new OfModel(
                                name(model.model()), Totals.of(model.happened()), Totals.of(model.simulated())))
                        .toList(),
                report.differences().stream().map(Difference::of).toList());
    }

    private static @Nullable String name(@Nullable ModelKey model) {
        return model == null ? null : model.toString();
    }
}
