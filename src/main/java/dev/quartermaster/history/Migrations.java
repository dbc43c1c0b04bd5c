package dev.quartermaster.history;

import dev.quartermaster.aws.LambdaEnvironment;
import dev.quartermaster.domain.Backoff;
import dev.quartermaster.storage.DatabaseState;
import io.agroal.api.AgroalDataSource;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.interceptor.Interceptor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.flywaydb.core.Flyway;

/**
 * Brings the schema up to date in the background, so that the service starts without a database. Retries until it
 * succeeds.
 */
@ApplicationScoped
class Migrations {

    /** After what may refuse the start. */
    private static final int EARLY = Interceptor.Priority.PLATFORM_BEFORE + 100;

    /** As many as the pool has at first: for the lock, for the script and for what follows it. */
    private static final int CONNECTIONS_OF_A_TRY = 3;

    private final Instance<Flyway> flyway;
    private final Instance<AgroalDataSource> connections;
    private final DatabaseState database;
    private final HistoryConfig config;
    private final Backoff backoff;
    private final boolean isOnLambda;

    Migrations(
            Instance<Flyway> flyway,
            Instance<AgroalDataSource> connections,
            DatabaseState database,
            HistoryConfig config,
            Config all) {
        this.flyway = flyway;
        this.connections = connections;
        this.database = database;
        this.config = config;
        this.isOnLambda = LambdaEnvironment.isIn(all);
        this.backoff = new Backoff(config.retryBase(), config.retryMax());
    }

    /** A function connects to its database while the rest of it starts: there is no socket whose event loops this takes. */
    void atStart(@Observes @Priority(EARLY) StartupEvent event) {
        if (isOnLambda && !config.migrate()) {
            database.migrated();
        }
    }

    /** Migrates now, on the thread that subscribes, whatever the configuration says; fails when it cannot. */
    Uni<Void> now() {
        return Uni.createFrom()
                .item(() -> flyway.get().migrate())
                .replaceWithVoid()
                .invoke(database::migrated);
    }

    /** Migrates on {@code executor}, then calls {@code ready} there; calls it at once if migration is disabled. */
    void run(ScheduledExecutorService executor, Runnable ready) {
        if (!config.migrate()) {
            database.migrated();
            executor.execute(ready);
            return;
        }
        executor.execute(() -> attempt(executor, ready, 0));
    }

    private void attempt(ScheduledExecutorService executor, Runnable ready, int failures) {
        try {
            flyway.get().migrate();
        } catch (RuntimeException e) {
            if (failures == 0) {
                Log.warnf("The schema is not up to date yet, trying again in the background: %s", reason(e));
            }
            database.down(e);
            long pause = backoff.pause(failures).toMillis();
            executor.schedule(() -> attempt(executor, ready, failures + 1), pause, TimeUnit.MILLISECONDS);
            // Last: whatever it meets, there is a further try.
            makeRoom();
            return;
        }
        database.migrated();
        database.up();
        ready.run();
    }

    /**
     * Has room for a further try. Flyway never gives back connections whose state it cannot restore, as those of a database
     * that went away in the middle of a script, and the pool would have none left. Nobody else uses it.
     */
    private void makeRoom() {
        var pool = connections.get().getConfiguration().connectionPoolConfiguration();
        pool.setMaxSize(pool.maxSize() + CONNECTIONS_OF_A_TRY);
    }

    /** Returns the first line of Flyway's message. */
    private static String reason(RuntimeException e) {
        return String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("");
    }
}
