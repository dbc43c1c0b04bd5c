package dev.quartermaster.api.budgets;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.quartermaster.api.json.PlainDecimal;
import dev.quartermaster.budgets.definition.Budget;
import dev.quartermaster.budgets.definition.BudgetAction;
import dev.quartermaster.budgets.definition.Dimension;
import dev.quartermaster.budgets.definition.Scope;
import dev.quartermaster.budgets.store.BudgetReports.Books;
import dev.quartermaster.budgets.store.BudgetReports.Standing;
import dev.quartermaster.domain.Money;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A budget and how it stands in its present window.
 *
 * @param scope null where two dimensions are covered together
 * @param scopes null where one is covered
 * @param onThreshold {@code economise}: from {@code economise_from} on, cheaper models are preferred
 * @param heldUsd what calls hold, or have spent and the ledger does not have yet
 * @param leasedUsd what instances may spend without asking; what they hold is a part of it
 * @param status {@code ok}, {@code threshold_passed}, {@code blocked} or {@code disabled}
 * @param passedThreshold the highest threshold that is passed
 * @param refused calls that did not fit
 * @param wouldHaveBlocked calls that a shadow budget would have refused
 * @param confirmed false while the database does not answer: this is what this instance knows
 * @param history null in a list
 * @param topSpenders null in a list
 * @param forecast null in a list, and while it is too early to tell
 */
@RegisterForReflection(ignoreNested = false)
@Schema(name = "Budget")
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record BudgetAnswer(
        String name,
        @Schema(nullable = true) @Nullable String scope,
        @Schema(nullable = true) @Nullable String target,
        @Schema(nullable = true) @Nullable List<ScopeAnswer> scopes,
        String window,
        boolean rolling,
        String timeZone,

        @JsonSerialize(using = PlainDecimal.class) @Schema(implementation = BigDecimal.class)
        Money limitUsd,

        List<BigDecimal> thresholds,
        String action,
        @Schema(nullable = true) @Nullable String onThreshold,
        @Schema(nullable = true) @Nullable BigDecimal economiseFrom,
        boolean enabled,
        long revision,
        Instant updatedAt,

        @JsonSerialize(using = PlainDecimal.class) @Schema(implementation = BigDecimal.class)
        Money spentUsd,

        @JsonSerialize(using = PlainDecimal.class) @Schema(implementation = BigDecimal.class)
        Money heldUsd,

        @JsonSerialize(using = PlainDecimal.class) @Schema(implementation = BigDecimal.class)
        Money leasedUsd,

        @JsonSerialize(using = PlainDecimal.class) @Schema(implementation = BigDecimal.class)
        Money remainingUsd,

        @Schema(nullable = true) @Nullable Instant windowStart,
        @Schema(nullable = true) @Nullable Instant resetsAt,
        String status,
        @Schema(nullable = true) @Nullable BigDecimal passedThreshold,
        long refused,
        long wouldHaveBlocked,
        boolean confirmed,
        @Schema(nullable = true) @Nullable List<BooksAnswer.Window> history,
        @Schema(nullable = true) BooksAnswer.@Nullable TopSpenders topSpenders,
        @Schema(nullable = true) BooksAnswer.@Nullable Forecast forecast) {

    /** One of two dimensions that a budget covers together. */
    record ScopeAnswer(String scope, String target) {}

    static BudgetAnswer of(Standing standing) {
        return of(standing, null);
    }

    static BudgetAnswer of(Standing standing, @Nullable Books books) {
        Budget budget = standing.kept().budget();
        List<Scope> scopes = budget.scopes();
        boolean shadow = budget.action() == BudgetAction.SHADOW;
        BigDecimal passed = passed(standing);
        return new BudgetAnswer(
                budget.name(),
                scopes.isEmpty()
                        ? Dimension.GLOBAL.wire()
                        : scopes.size() == 1 ? scopes.get(0).dimension().wire() : null,
                scopes.size() == 1 ? scopes.get(0).target() : null,
                scopes.size() < 2
                        ? null
                        : scopes.stream()
                                .map(scope -> new ScopeAnswer(scope.dimension().wire(), scope.target()))
                                .toList(),
                budget.window().unit().wire(),
                budget.window().rolling(),
                budget.window().zone().getId(),
                budget.limit(),
                budget.thresholds(),
                budget.action().wire(),
                budget.economiseFrom() == null ? null : "economise",
                budget.economiseFrom(),
                budget.enabled(),
                standing.kept().revision(),
                standing.kept().updatedAt(),
                standing.spent(),
                standing.held(),
                standing.leased(),
                standing.remaining(),
                standing.windowStart(),
                standing.resetsAt(),
                status(standing, passed),
                passed,
                shadow ? 0 : standing.refused(),
                shadow ? standing.refused() : 0,
                standing.confirmed(),
                books == null ? null : BooksAnswer.history(standing, books),
                books == null ? null : BooksAnswer.spenders(books),
                books == null ? null : BooksAnswer.forecast(books));
    }

    private static @Nullable BigDecimal passed(Standing standing) {
        BigDecimal limit = standing.kept().budget().limit().usd();
        BigDecimal passed = null;
        for (BigDecimal threshold : standing.kept().budget().thresholds()) {
            if (standing.spent().usd().compareTo(threshold.multiply(limit)) >= 0) {
                passed = threshold;
            }
        }
        return passed;
    }

    private static String status(Standing standing, @Nullable BigDecimal passed) {
        Budget budget = standing.kept().budget();
        if (!budget.enabled()) {
            return "disabled";
        } else if (budget.action() == BudgetAction.BLOCK
                && standing.remaining().usd().signum() == 0) {
            return "blocked";
        }
        return passed == null ? "ok" : "threshold_passed";
    }
}
