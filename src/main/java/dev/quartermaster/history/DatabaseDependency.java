package dev.quartermaster.history;

import dev.quartermaster.storage.DatabaseState;
import dev.quartermaster.telemetry.Dependency;
import jakarta.enterprise.context.ApplicationScoped;

/** The database, as the status page shows it. */
@ApplicationScoped
class DatabaseDependency implements Dependency {

    private final DatabaseState database;

    DatabaseDependency(DatabaseState database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public Condition condition() {
        return database.isUp()
                ? Condition.ok(database.since())
                : new Condition(
                        State.DOWN,
                        database.since(),
                        database.problem(),
                        "Requests are served and recorded in the journal; costs and performance cannot be read.");
    }
}
