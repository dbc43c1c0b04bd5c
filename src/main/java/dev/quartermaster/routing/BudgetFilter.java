package dev.quartermaster.routing;

import dev.quartermaster.budgets.BlockingBudget;
import dev.quartermaster.cost.CallBounds;
import dev.quartermaster.cost.MaximumCost;
import dev.quartermaster.cost.MaximumCosts;
import dev.quartermaster.domain.model.PriceRoute;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks whether budgets have room for the most that a request can cost with a model. Belongs to one selection. */
final class BudgetFilter {

    private final PreparedInputs preparedInputs;
    private final BudgetSignals budgets;
    private final List<BlockingBudget> blocking;
    private final boolean[] refused;

    BudgetFilter(PreparedInputs preparedInputs) {
        this.preparedInputs = preparedInputs;
        this.budgets = preparedInputs.inputs.signals().budgets();
        this.blocking = budgets.blocking();
        this.refused = new boolean[blocking.size()];
    }

    /** Null when there is room. */
    @Nullable RejectionReason reasonAgainst(IndexedModel model) {
        if (refused.length == 0) {
            return null;
        }
        long most = most(model);
        for (int i = 0; i < refused.length; i++) {
            if (blocking.get(i).refuses(model.key(), most)) {
                refused[i] = true;
                return reason(blocking.get(i), most);
            }
        }
        return null;
    }

    private static RejectionReason reason(BlockingBudget budget, long most) {
        if (most == MaximumCost.UNBOUNDED) {
            return RejectionReason.COST_UNKNOWN;
        }
        return budget.isBelow(most) ? RejectionReason.BEYOND_BUDGET : RejectionReason.BUDGET_USED;
    }

    /** The budget that has no room for a model, and what was asked of it; null where all have. */
    @Nullable BudgetShortage shortage(IndexedModel model) {
        CallBounds bounds = bounds(model);
        long most = most(model);
        for (BlockingBudget budget : blocking) {
            if (budget.refuses(model.key(), most)) {
                return new BudgetShortage(
                        budget,
                        most == MaximumCost.UNBOUNDED ? null : MaximumCost.money(most),
                        model.maximumCost().isPriced(bounds, route(model)));
            }
        }
        return null;
    }

    /** The budgets that a model was refused for: the others made no difference, and need not be kept. */
    BudgetSignals thatRefused() {
        if (refused.length == 0) {
            return budgets;
        }
        List<BlockingBudget> some = new ArrayList<>(refused.length);
        for (int i = 0; i < refused.length; i++) {
            if (refused[i]) {
                some.add(blocking.get(i));
            }
        }
        return budgets.blockedBy(some);
    }

    private long most(IndexedModel model) {
        return model.maximumCost().nanos(bounds(model), route(model));
    }

    private CallBounds bounds(IndexedModel model) {
        long prompt = MaximumCosts.largest(preparedInputs.provider(model).inputTokens(), budgets.promptMargin());
        return new CallBounds(prompt, preparedInputs.need.maxOutputTokens(), budgets.answers(), budgets.tier());
    }

    private @Nullable PriceRoute route(IndexedModel model) {
        return model.bedrock ? preparedInputs.inputs.signals().routes().get(model.key()) : null;
    }
}
