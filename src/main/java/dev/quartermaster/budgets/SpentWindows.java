package dev.quartermaster.budgets;

import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Windows of budgets whose spending the ledger has changed. */
public interface SpentWindows {

    /** Spending in a window of the calendar, or in all time. */
    record SpentWindow(UUID budget, Instant start, BigDecimal spent, Instant changedAt) {}

    /** Returns those that changed at a moment or later, by time; fails while the database is away. */
    Uni<List<SpentWindow>> changedSince(Instant moment);
}
