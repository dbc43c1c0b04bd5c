package dev.quartermaster.history;

import dev.quartermaster.storage.DatabaseState;
import dev.quartermaster.telemetry.StatusContributor;
import jakarta.enterprise.context.ApplicationScoped;

/** The database, as the status page shows it. */
@ApplicationScoped
class DatabaseDependency implements StatusContributor {

    private final DatabaseState database;

    DatabaseDependency(DatabaseState database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public ComponentStatus status() {
        return database.isUp()
                ? ComponentStatus.ok(database.since())
                : new ComponentStatus(
                        State.DOWN,
                        database.since(),
                        database.problem(),
                        "Requests are served and recorded in the journal; costs and performance cannot be read.");
    }
}
