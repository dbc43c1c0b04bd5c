package dev.quartermaster.budgets.store;

import dev.quartermaster.budgets.BudgetDefinitions;
import dev.quartermaster.storage.ChangeFeed;
import dev.quartermaster.storage.overrides.OverrideRefresh;
import dev.quartermaster.telemetry.StatusContributor;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Reads the definitions of budgets at start, when the database becomes reachable, and whenever they change. */
@Singleton
class BudgetRefresh {

    private static final String EFFECT = "Budgets are as they were last known here; later changes are not known.";

    private final BudgetDefinitions definitions;
    private final BudgetRepository budgets;
    private final OverrideRefresh refresh;

    BudgetRefresh(BudgetDefinitions definitions, BudgetRepository budgets, ChangeFeed feed, Clock clock) {
        this.definitions = definitions;
        this.budgets = budgets;
        this.refresh = new OverrideRefresh(feed, BudgetRepository.CHANNEL, EFFECT, clock);
    }

    void start(@Observes StartupEvent event) {
        refresh.follow(() -> read().invoke(definitions::renewLeases));
    }

    /** Reads all budgets and applies them. What was leased under an earlier limit is leased anew before it completes. */
    Uni<Void> now() {
        return read().chain(definitions::renewedLeases);
    }

    private Uni<Void> read() {
        return budgets.all().invoke(this::apply).replaceWithVoid();
    }

    private void apply(BudgetRepository.Kept kept) {
        refresh.apply(kept.changes(), () -> definitions.apply(kept.budgets()));
    }

    @Produces
    @Singleton
    StatusContributor contributor() {
        return refresh.contributor("budget_settings");
    }
}
