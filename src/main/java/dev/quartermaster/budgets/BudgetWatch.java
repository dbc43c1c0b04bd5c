package dev.quartermaster.budgets;

import dev.quartermaster.budgets.SpentWindows.SpentWindow;
import dev.quartermaster.budgets.definition.KeptBudget;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Looks for windows whose spending has changed, also those that are over, so that late rows raise their alerts too. */
@Singleton
class BudgetWatch {

    /** Looked back at the start, and again each time: a row may become visible later than its time says. */
    private static final Duration AT_START = Duration.ofHours(1);

    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private final BudgetDefinitions definitions;
    private final SpentWindows windows;
    private final ThresholdAlerts alerts;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile Instant since;

    BudgetWatch(BudgetDefinitions definitions, SpentWindows windows, ThresholdAlerts alerts, Clock clock) {
        this.definitions = definitions;
        this.windows = windows;
        this.alerts = alerts;
        this.since = clock.instant().minus(AT_START);
    }

    void look() {
        if (!definitions.all().isEmpty() && busy.compareAndSet(false, true)) {
            windows.changedSince(since)
                    .onTermination()
                    .invoke(() -> busy.set(false))
                    .subscribe()
                    .with(this::check, e -> Log.debugf("Windows of budgets could not be read: %s", e.getMessage()));
        }
    }

    private void check(List<SpentWindow> changed) {
        Map<UUID, KeptBudget> known =
                definitions.all().stream().collect(Collectors.toMap(KeptBudget::id, Function.identity()));
        for (SpentWindow window : changed) {
            KeptBudget kept = known.get(window.budget());
            if (kept != null && !kept.budget().window().rolling()) {
                alerts.check(kept, window.start(), window.spent());
            }
            Instant seen = window.changedAt().minus(OVERLAP);
            since = seen.isAfter(since) ? seen : since;
        }
    }
}
