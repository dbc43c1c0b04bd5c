package dev.quartermaster.history;

import dev.quartermaster.telemetry.Dependency;
import jakarta.enterprise.context.ApplicationScoped;

/** The journal's disk, as the status page shows it. */
@ApplicationScoped
class JournalDependency implements Dependency {

    private final History history;

    JournalDependency(History history) {
        this.history = history;
    }

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public Condition condition() {
        HistoryStatus status = history.status();
        return status.journalProblem() == null
                ? Condition.ok(status.journalSince())
                : new Condition(
                        State.DEGRADED,
                        status.journalSince(),
                        status.journalProblem(),
                        "Records are in memory only until they reach the database: " + status.inMemory() + " now, "
                                + status.dropped() + " lost.");
    }
}
