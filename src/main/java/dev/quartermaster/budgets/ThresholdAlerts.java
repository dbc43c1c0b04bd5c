package dev.quartermaster.budgets;

import dev.quartermaster.alerts.AlertKind;
import dev.quartermaster.alerts.AlertRequest;
import dev.quartermaster.alerts.AlertService;
import dev.quartermaster.budgets.definition.Budget;
import dev.quartermaster.budgets.definition.BudgetWindow;
import dev.quartermaster.budgets.definition.KeptBudget;
import dev.quartermaster.domain.Money;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Raises an alert when the spending that the ledger has passes a threshold: once per budget, window and threshold. */
@Singleton
class ThresholdAlerts {

    /** Alerts that this instance need not raise again; beyond so many it begins anew, and the alert service knows them. */
    private static final int MOST_KNOWN = 10_000;

    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private final Alerts alerts;
    private final Clock clock;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** Receiver of alerts, as {@link AlertService#raiseIn}. */
    @FunctionalInterface
    interface Alerts {
        void raiseIn(String window, Instant windowEndsAt, AlertRequest request);
    }

    @Inject
    ThresholdAlerts(AlertService alerts, Clock clock) {
        this(alerts::raiseIn, clock);
    }

    ThresholdAlerts(Alerts alerts, Clock clock) {
        this.alerts = alerts;
        this.clock = clock;
    }

    void check(List<Account> accounts) {
        accounts.forEach(account -> check(
                account.budget.kept(),
                account.start,
                NanoUsd.usd(account.standing().spent())));
    }

    /** @param start of the window */
    void check(KeptBudget kept, Instant start, BigDecimal spent) {
        Budget budget = kept.budget();
        for (BigDecimal threshold : budget.thresholds()) {
            if (budget.enabled()
                    && spent.compareTo(threshold.multiply(budget.limit().usd())) >= 0) {
                raise(kept, start, threshold, spent);
            }
        }
    }

    private void raise(KeptBudget kept, Instant start, BigDecimal threshold, BigDecimal spent) {
        Budget budget = kept.budget();
        BudgetWindow window = budget.window();
        Instant from = window.rolling() ? roundOf(window) : start;
        String percent = threshold.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
        String name = kept.id() + " " + from + " " + percent;
        if (known.size() > MOST_KNOWN) {
            known.clear();
        }
        if (!known.add(name)) {
            return;
        }
        Instant end = window.rolling() ? from.plus(window.length()) : window.end(start);
        alerts.raiseIn(
                name,
                end == null ? NEVER : end,
                new AlertRequest(
                        AlertKind.BUDGET_THRESHOLD,
                        budget.name(),
                        "Budget " + budget.name() + " (" + budget.scope() + ") has spent " + new Money(spent)
                                + " USD of " + budget.limit() + " USD, which is past " + percent,
                        Map.of(
                                "budget", budget.name(),
                                "scope", budget.scope(),
                                "window", window.unit().wire(),
                                "window_start", from.toString(),
                                "threshold", threshold,
                                "spent_usd", new Money(spent).usd(),
                                "limit_usd", budget.limit().usd(),
                                "action", budget.action().wire())));
    }

    /** A rolling window has no start: its alerts come once in its length. */
    private Instant roundOf(BudgetWindow window) {
        long length = window.length().toSeconds();
        long now = clock.instant().getEpochSecond();
        return Instant.ofEpochSecond(now - Math.floorMod(now, length));
    }
}
