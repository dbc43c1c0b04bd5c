package dev.quartermaster.history;

import dev.quartermaster.telemetry.StatusContributor;
import jakarta.enterprise.context.ApplicationScoped;

/** The journal's disk, as the status page shows it. */
@ApplicationScoped
class JournalDependency implements StatusContributor {

    private final History history;

    JournalDependency(History history) {
        this.history = history;
    }

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public ComponentStatus status() {
        HistoryStatus status = history.status();
        return status.journalProblem() == null
                ? ComponentStatus.ok(status.journalSince())
                : new ComponentStatus(
                        State.DEGRADED,
                        status.journalSince(),
                        status.journalProblem(),
                        "Records are in memory only until they reach the database: " + status.inMemory() + " now, "
                                + status.dropped() + " lost.");
    }
}
