package dev.quartermaster.budgets;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A budget that blocks calls which may cost more than it has left, as far as it is known here.
 *
 * @param budget its name
 * @param scope what it covers, as {@code agent_type sql_agent} or {@code global}
 * @param provider the provider whose models alone it covers; null for any
 * @param model the model that it covers alone; null for any
 * @param held what calls of all instances hold or may still hold
 * @param left what a call may cost at most
 * @param resetsAt when its window ends; null if it never does
 * @param unconfirmed the database does not answer, so that what is left is not known
 */
public record BlockingBudget(
        String budget,
        String scope,
        @Nullable ProviderId provider,
        @Nullable ModelKey model,
        Money limit,
        Money spent,
        Money held,
        Money left,
        @Nullable Instant resetsAt,
        boolean unconfirmed) {

    /** Returns whether calls of the model count against it. */
    public boolean covers(ModelKey asked) {
        return (provider == null || provider.equals(asked.provider())) && (model == null || model.equals(asked));
    }

    /** Returns whether a call of the model that may cost so many billionths of a dollar does not fit it. */
    public boolean refuses(ModelKey asked, long nanos) {
        return !hasLeft(nanos) && covers(asked);
    }

    /** Returns whether so many billionths of a dollar fit what is left. */
    public boolean hasLeft(long nanos) {
        return nanos <= NanoUsd.down(left.usd());
    }

    /** Returns whether so many billionths of a dollar would not even fit an unspent budget. */
    public boolean isBelow(long nanos) {
        return nanos > NanoUsd.down(limit.usd());
    }
}
