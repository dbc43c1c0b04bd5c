package dev.quartermaster.cost.reconciliation;

import dev.quartermaster.domain.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Differences between the ledger and a provider's export.
 *
 * @param compared pairs of a day and a model that stand on either side
 * @param ignored lines of the export that are of days outside
 * @param differences by day and model
 */
public record ReconciliationReport(long compared, long ignored, Side ours, Side theirs, List<Difference> differences) {

    public ReconciliationReport {
        differences = List.copyOf(differences);
    }

    /**
     * Sums of one side.
     *
     * @param inputTokens all prompt tokens, whatever they cost; null where the export has no tokens, as are those of the answer
     * @param cost null where the export has no costs
     */
    public record Side(
            @Nullable BigDecimal inputTokens,
            @Nullable BigDecimal outputTokens,
            @Nullable Money cost) {

        static final Side NONE = new Side(null, null, null);

        Side plus(Side other) {
            return new Side(
                    sum(inputTokens, other.inputTokens),
                    sum(outputTokens, other.outputTokens),
                    cost == null ? other.cost : other.cost == null ? cost : cost.plus(other.cost));
        }

        private static @Nullable BigDecimal sum(@Nullable BigDecimal one, @Nullable BigDecimal other) {
            return one == null ? other : other == null ? one : one.add(other);
        }

        BigDecimal tokens() {
            return or(inputTokens).add(or(outputTokens));
        }

        static BigDecimal or(@Nullable BigDecimal number) {
            return number == null ? BigDecimal.ZERO : number;
        }
    }

    /**
     * A day and model whose sums differ.
     *
     * @param model null where the export does not tell models apart
     * @param calls of ours
     * @param tokens theirs less ours; null where the export has none
     * @param cost theirs less ours; null where the export has none
     * @param explanations none where nothing in the ledger explains it
     */
    public record Difference(
            LocalDate day,
            @Nullable String model,
            long calls,
            Side ours,
            Side theirs,
            @Nullable BigDecimal tokens,
            @Nullable BigDecimal cost,
            List<Explanation> explanations) {

        public Difference {
            explanations = List.copyOf(explanations);
        }
    }

    /** Reason of a difference, in one word and in a sentence. */
    public record Explanation(String reason, String detail) {}
}
