package dev.quartermaster.testing;

import dev.quartermaster.storage.ChangeFeed;
import dev.quartermaster.storage.DatabaseAccess;
import dev.quartermaster.storage.DatabaseState;
import dev.quartermaster.storage.StorageConfig;
import dev.quartermaster.storage.audit.AuditLedger;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Clock;
import java.time.Duration;

/**
 * What a process of the service has to do with its database, wired as the service wires it, with a database at a port
 * where there may be none yet.
 */
public abstract class DatabaseInstance implements AutoCloseable {

    protected static final Duration PATIENCE = Duration.ofSeconds(20);

    public final DatabaseState database = new DatabaseState(Clock.systemUTC());
    public final AuditLedger audit;
    protected final StorageConfig config = new Patient();
    protected final DatabaseAccess access = new DatabaseAccess(database);
    protected final Pool pool;
    protected final ChangeFeed changes;
    private final Vertx vertx = Vertx.vertx();

    protected DatabaseInstance(int port) {
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
        audit = new AuditLedger(access, pool, config);
        changes = new ChangeFeed(pool, database, config, Clock.systemUTC());
    }

    @Override
    public void close() {
        changes.stop();
        pool.close().await().atMost(Duration.ofSeconds(5));
        vertx.close();
    }

    /** Waits long for an answer, and not long before it tries again. */
    private static final class Patient implements StorageConfig {

        @Override
        public Duration timeout() {
            return PATIENCE;
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
    }
}
