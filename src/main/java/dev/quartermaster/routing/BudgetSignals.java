package dev.quartermaster.routing;

import dev.quartermaster.budgets.BlockingBudget;
import dev.quartermaster.cost.RequestedTier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signals of budgets for one selection.
 *
 * @param blocking budgets that may keep models from answering
 * @param economy the budget that asks for cheaper models; null where none does
 * @param promptMargin the prompt that a call may turn out to have, as a multiple of the estimated one
 * @param answers how many answers the request asks for
 * @param tier the service tier that it asks for; null for the standard one
 */
public record BudgetSignals(
        List<BlockingBudget> blocking,
        @Nullable Economy economy,
        double promptMargin,
        int answers,
        @Nullable RequestedTier tier) {

    /** There is no budget that says anything. */
    public static final BudgetSignals NONE = new BudgetSignals(List.of(), null, 1, 1, null);

    /**
     * A budget so far spent that cheaper models are preferred.
     *
     * @param budget its name
     * @param spentPercent the part of its limit that is spent
     */
    public record Economy(String budget, int spentPercent) {}

    public BudgetSignals {
        if (!(promptMargin >= 1) || answers < 0) {
            throw new IllegalArgumentException("a prompt margin is at least 1, and answers are not negative");
        }
        blocking = List.copyOf(blocking);
    }

    boolean isSilent() {
        return blocking.isEmpty() && economy == null;
    }

    /** The same with these budgets alone; {@link #NONE} where that leaves nothing to say. */
    BudgetSignals blockedBy(List<BlockingBudget> some) {
        return some.isEmpty() && economy == null ? NONE : new BudgetSignals(some, economy, promptMargin, answers, tier);
    }
}
