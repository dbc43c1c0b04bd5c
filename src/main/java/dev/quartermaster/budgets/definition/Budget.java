package dev.quartermaster.budgets.definition;

import dev.quartermaster.domain.Money;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Definition of a budget.
 *
 * @param scopes none for all spending; one, or two of which both must apply
 * @param thresholds shares of the limit at which an alert is raised, ascending
 * @param economiseFrom share of the limit from which cheaper models are preferred; null: never
 * @param enabled false: it is counted, and does nothing
 */
public record Budget(
        String name,
        List<Scope> scopes,
        BudgetWindow window,
        Money limit,
        List<BigDecimal> thresholds,
        BudgetAction action,
        @Nullable BigDecimal economiseFrom,
        boolean enabled) {

    public Budget {
        scopes = scopes.stream().sorted(Comparator.comparing(Scope::dimension)).toList();
        thresholds = thresholds.stream().map(BigDecimal::stripTrailingZeros).toList();
        economiseFrom = economiseFrom == null ? null : economiseFrom.stripTrailingZeros();
        if (scopes.size() > 2) {
            throw new IllegalArgumentException("a budget covers two dimensions at most");
        }
    }

    /** Returns the target in a dimension; empty if any will do. */
    public Optional<String> target(Dimension dimension) {
        return scopes.stream()
                .filter(scope -> scope.dimension() == dimension)
                .map(Scope::target)
                .findFirst();
    }

    /** Returns whether another one counts the same spending in the same windows. */
    public boolean countsAs(Budget other) {
        return scopes.equals(other.scopes) && window.equals(other.window);
    }

    /** What it covers, for people: {@code global}, {@code agent_type sql_agent and provider openai}. */
    public String scope() {
        return scopes.isEmpty()
                ? Dimension.GLOBAL.wire()
                : scopes.stream().map(Scope::toString).collect(Collectors.joining(" and "));
    }
}
