package dev.quartermaster.console.overview;

import dev.quartermaster.alerts.Alert;
import dev.quartermaster.budgets.store.BudgetReports.Standing;
import dev.quartermaster.history.ledger.CostSum;
import java.time.Instant;
import java.util.List;

/**
 * Part of the page that comes from the database, as it was a moment ago.
 *
 * @param isKnown whether the hours are known; if not the database did not answer
 * @param from the beginning of the hours
 * @param to the end of the hours
 * @param hours requests and costs by hour, without those that had none
 * @param alerts those nobody has seen to, the newest first
 */
record LedgerView(
        boolean isKnown, Instant from, Instant to, List<CostSum> hours, List<Standing> budgets, List<Alert> alerts) {

    static LedgerView unknown(Instant from, Instant to) {
        return new LedgerView(false, from, to, List.of(), List.of(), List.of());
    }
}
