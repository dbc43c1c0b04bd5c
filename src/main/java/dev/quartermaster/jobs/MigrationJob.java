package dev.quartermaster.jobs;

import dev.quartermaster.history.History;
import dev.quartermaster.telemetry.ScheduledJob;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Brings the schema up to date when it is asked to. A server does so at its start; a function on AWS Lambda does not. */
@Singleton
class MigrationJob implements ScheduledJob {

    private final History history;

    MigrationJob(History history) {
        this.history = history;
    }

    @Override
    public String name() {
        return "migrate";
    }

    @Override
    public Uni<Void> run() {
        return history.migrate();
    }
}
