package dev.quartermaster.registry.edit;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistryConfig;
import dev.quartermaster.registry.RegistryConfig.Edits;
import dev.quartermaster.registry.RegistryFiles;
import dev.quartermaster.storage.ChangeFeed;
import dev.quartermaster.storage.DatabaseAccess;
import dev.quartermaster.storage.DatabaseState;
import dev.quartermaster.storage.StorageConfig;
import dev.quartermaster.storage.audit.AuditLedger;
import dev.quartermaster.storage.audit.Author;
import dev.quartermaster.telemetry.Dependency.State;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The registry of one process, wired as the service wires it, with a database at a port where there may be none yet. */
final class RegistryInstance implements AutoCloseable {

    final ModelRegistry registry;
    final DatabaseState database = new DatabaseState(Clock.systemUTC());
    final OverrideFeed feed;
    final RegistryEditor editor;
    final AuditLedger audit;
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;
    private final ChangeFeed changes;
    private final EditQueue queue = new EditQueue();

    /** @param file null for the bundled registry */
    RegistryInstance(int port, Path file) {
        ObjectMapper json = new ObjectMapper();
        RegistryConfig config = RegistryFiles.config(file, Edits.AUTO);
        registry = new ModelRegistry(config, json, Clock.systemUTC());
        pool = Pool.newInstance(PgBuilder.pool()
                .using(vertx)
                .with(new PoolOptions().setMaxSize(4))
                .connectingTo(new PgConnectOptions()
                        .setHost("localhost")
                        .setPort(port)
                        .setDatabase("postgres")
                        .setUser("postgres")
                        .setPassword("postgres"))
                .build());
        database.migrated();
        StorageConfig patience = patience();
        DatabaseAccess access = new DatabaseAccess(database);
        EditPlace place = new EditPlace(config, registry);
        audit = new AuditLedger(access, pool, patience);
        DatabaseEdits edits =
                new DatabaseEdits(registry, new OverrideLedger(json), audit, access, pool, patience, queue);
        editor = new RegistryEditor(registry, place, queue, new FileEdits(registry, json), edits, audit);
        changes = new ChangeFeed(pool, database, patience, Clock.systemUTC());
        feed = new OverrideFeed(place, queue, edits, changes, Clock.systemUTC());
        feed.start(null);
    }

    boolean isCurrent() {
        return feed.condition().state() == State.OK;
    }

    List<EntryChange> apply(List<Edit> wanted, Author author) {
        return editor.apply(wanted, author).await().atMost(Duration.ofSeconds(20));
    }

    /** Like a caller who tries again while the database is away. */
    void applyPatiently(List<Edit> wanted, Author author) {
        editor.apply(wanted, author)
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(50))
                .atMost(20)
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    private static StorageConfig patience() {
        return new StorageConfig() {
            @Override
            public Duration timeout() {
                return Duration.ofSeconds(20);
            }

            @Override
            public Duration checkEvery() {
                return Duration.ofHours(1);
            }

            @Override
            public Duration retryBase() {
                return Duration.ofMillis(50);
            }

            @Override
            public Duration retryMax() {
                return Duration.ofMillis(200);
            }
        };
    }

    @Override
    public void close() {
        changes.stop();
        queue.stop();
        pool.close().await().atMost(Duration.ofSeconds(5));
        vertx.close();
    }
}
