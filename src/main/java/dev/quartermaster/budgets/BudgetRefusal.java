package dev.quartermaster.budgets;

import dev.quartermaster.domain.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A blocking budget does not cover the most that a call can cost.
 *
 * @param budget its name
 * @param scope what it covers, as {@code agent_type sql_agent} or {@code global}
 * @param held what calls of all instances hold or may still hold, as far as it is known here
 * @param asked the most that the call can cost
 * @param resetsAt when its window ends; null if it never does
 * @param unconfirmed the database does not answer, so that what is left is not known
 */
public record BudgetRefusal(
        String budget,
        String scope,
        Money limit,
        Money spent,
        Money held,
        Money asked,
        @Nullable Instant resetsAt,
        boolean unconfirmed)
        implements HoldDecision {}
