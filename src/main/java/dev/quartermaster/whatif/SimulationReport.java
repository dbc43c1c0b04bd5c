package dev.quartermaster.whatif;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Report of a simulation.
 *
 * @param decisions decisions replayed
 * @param same decisions with the same first model
 * @param unanswerable decisions in which no model may answer
 * @param skipped decisions that could not be replayed, because their inputs were not kept or cannot be read
 * @param unfollowed replayed decisions without a request, such as dry runs: the other figures exclude them
 * @param happened totals of the actual outcomes
 * @param simulated totals of the expected outcomes
 * @param differences the decisions with another model, in chronological order, up to a limit
 * @param differing the number of those
 */
public record SimulationReport(
        long decisions,
        long same,
        long unanswerable,
        long skipped,
        long unfollowed,
        OutcomeTotals happened,
        OutcomeTotals simulated,
        List<OfAgent> byAgent,
        List<OfModel> byModel,
        List<Difference> differences,
        long differing) {

    public SimulationReport {
        byAgent = List.copyOf(byAgent);
        byModel = List.copyOf(byModel);
        differences = List.copyOf(differences);
    }

    /** @param agentType empty for requests of no agent */
    public record OfAgent(String agentType, long differing, OutcomeTotals happened, OutcomeTotals simulated) {}

    /** @param happened the requests it served, or was tried last for; {@code simulated} those it would have got */
    public record OfModel(ModelKey model, OutcomeTotals happened, OutcomeTotals simulated) {}

    /**
     * A decision that chose another model.
     *
     * @param agentType null where unsaid
     * @param before what was chosen; null where no model could answer
     * @param after what is chosen now; null where no model may answer
     * @param happenedCost of the request that followed
     * @param simulatedCost it would be expected to have had; null where no model may answer
     * @param reason of the new choice, in words
     */
    public record Difference(
            UUID decisionId,
            Instant time,
            @Nullable String agentType,
            @Nullable ModelKey before,
            @Nullable ModelKey after,
            @Nullable Money happenedCost,
            @Nullable Money simulatedCost,
            @Nullable String reason) {}

    /**
     * Totals of a set of outcomes, actual or expected.
     *
     * @param requests those answered, or that would have been sent to a model
     * @param cost of those whose cost is known
     * @param unpriced those whose cost is not known
     * @param averageLatencyMs over those with a known value; null if there is none
     * @param successRate in [0,1], over those with a known value; null if there is none
     * @param averageQuality in [0,1], over those with a known value; null if there is none
     */
    public record OutcomeTotals(
            long requests,
            Money cost,
            long unpriced,
            @Nullable Double averageLatencyMs,
            @Nullable Double successRate,
            @Nullable Double averageQuality) {}
}
