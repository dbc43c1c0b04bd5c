package dev.quartermaster.inference.planning;

import dev.quartermaster.budgets.BlockingBudget;
import dev.quartermaster.budgets.BudgetRefusal;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.routing.BudgetShortage;
import dev.quartermaster.routing.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds the refusal of a budget: what it has left, what was asked, and when to come back where that helps. */
public final class BudgetExceeded {

    /** After which amounts that calls in flight hold, or a database that is away, may be back. */
    static final Duration SOON = Duration.ofSeconds(5);

    private final BlockingBudget budget;
    private final @Nullable Money asked;
    private final boolean priced;

    private BudgetExceeded(BudgetShortage shortage) {
        this.budget = shortage.budget();
        this.asked = shortage.asked();
        this.priced = shortage.priced();
    }

    /** The refusal of a hold. */
    public static QuartermasterException of(BudgetRefusal refusal, ModelKey model, Instant now) {
        return of(refusal, refusal.asked(), true, model, now);
    }

    /**
     * The refusal of a call whose cost is not known.
     *
     * @param priced whether only a bound on its answer is missing
     */
    public static QuartermasterException unknown(BudgetRefusal refusal, boolean priced, ModelKey model, Instant now) {
        return of(refusal, null, priced, model, now);
    }

    private static QuartermasterException of(
            BudgetRefusal refusal, @Nullable Money asked, boolean priced, ModelKey model, Instant now) {
        BlockingBudget budget = new BlockingBudget(
                refusal.budget(),
                refusal.scope(),
                null,
                null,
                refusal.limit(),
                refusal.spent(),
                refusal.held(),
                Money.ZERO,
                refusal.resetsAt(),
                refusal.unconfirmed());
        return new BudgetExceeded(new BudgetShortage(budget, asked, priced)).error(model, now);
    }

    /** The refusal of a selection that budgets left no model of: of the one that would let a model pass soonest. */
    static QuartermasterException of(List<Rejection> rejected, Instant now) {
        List<QuartermasterException> refusals = rejected.stream()
                .filter(rejection -> rejection.shortage() != null)
                .map(rejection ->
                        new BudgetExceeded(Objects.requireNonNull(rejection.shortage())).error(rejection.model(), now))
                .toList();
        QuartermasterException soonest = refusals.stream()
                .min(Comparator.comparing(
                        refusal -> refusal.retryAfter().orElse(null), Comparator.nullsLast(Comparator.naturalOrder())))
                .orElseThrow();
        String others = refusals.size() == 1 ? "" : " Budgets refuse " + (refusals.size() - 1) + " more models.";
        return new QuartermasterException(
                soonest.code(),
                soonest.getMessage() + others,
                null,
                soonest.retryAfter().orElse(null),
                soonest.details());
    }

    private QuartermasterException error(ModelKey model, Instant now) {
        return new QuartermasterException(
                ErrorCode.BUDGET_EXCEEDED, message(model), null, wait(now), Map.of("budget", fields()));
    }

    private String message(ModelKey model) {
        String name = "The budget " + budget.budget() + " (" + budget.scope() + ")";
        if (!priced) {
            return name + " cannot cover " + model + ": its price is not known.";
        } else if (asked == null) {
            return name + " cannot cover " + model + ": nothing bounds what an answer costs. Send max_tokens.";
        } else if (isBeyond()) {
            return name + " never covers this request: " + model + " may cost up to " + asked
                    + " USD, and its whole limit is " + budget.limit() + " USD. Send a smaller max_tokens.";
        } else if (budget.unconfirmed()) {
            return name + " cannot be confirmed, because the database is away, and what was leased before is used up: "
                    + model + " may cost up to " + asked + " USD of its " + budget.limit() + " USD.";
        }
        return name + " does not cover this request: " + model + " may cost up to " + asked + " USD, and of "
                + budget.limit() + " USD " + budget.spent() + " are spent and " + budget.held()
                + " held for calls in flight."
                + (budget.resetsAt() == null ? "" : " It resets at " + budget.resetsAt() + ".");
    }

    private boolean isBeyond() {
        return asked != null && asked.compareTo(budget.limit()) > 0;
    }

    /** Null where no wait would help. */
    private @Nullable Duration wait(Instant now) {
        if (asked == null || isBeyond()) {
            return null;
        } else if (budget.unconfirmed() || budget.spent().plus(asked).compareTo(budget.limit()) <= 0) {
            return SOON;
        } else if (budget.resetsAt() == null) {
            return null;
        }
        Duration left = Duration.between(now, budget.resetsAt());
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", budget.budget());
        fields.put("scope", budget.scope());
        fields.put("limit_usd", budget.limit());
        fields.put("spent_usd", budget.spent());
        fields.put("held_usd", budget.held());
        if (asked != null) {
            fields.put("asked_usd", asked);
        }
        if (budget.resetsAt() != null) {
            fields.put("resets_at", budget.resetsAt().toString());
        }
        return fields;
    }
}
