package dev.quartermaster.storage;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * News of what other instances have changed in the database, by PostgreSQL's {@code LISTEN} and {@code NOTIFY} on one
 * connection of its own. Who listens is told after every change, after every new connection, and now and then besides:
 * often enough without reason, so it looks for itself what is new.
 */
@Singleton
public class ChangeFeed {

    private static final long SCHEMA_POLL_MS = 200;

    private final Pool pool;
    private final DatabaseState database;
    private final StorageConfig config;
    private final Backoff backoff;
    private final Map<String, Runnable> listeners = new ConcurrentHashMap<>();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(ChangeFeed::daemon);

    /** What follows is touched on the executor's thread only. */
    private PgConnection connection;

    private boolean begun;

    @Inject
    public ChangeFeed(Pool pool, DatabaseState database, StorageConfig config) {
        this.pool = pool;
        this.database = database;
        this.config = config;
        this.backoff = new Backoff(config.retryBase(), config.retryMax());
    }

    /**
     * @param channel a plain lower-case word, unlike that of any other listener
     * @param changed called on one thread; must not block and must not fail
     */
    public void listen(String channel, Runnable changed) {
        listeners.put(channel, changed);
        executor.execute(() -> {
            if (!begun) {
                begun = true;
                connect();
                executor.scheduleWithFixedDelay(
                        this::check,
                        config.checkEvery().toMillis(),
                        config.checkEvery().toMillis(),
                        TimeUnit.MILLISECONDS);
            } else if (connection != null) {
                subscribe(connection);
            }
        });
    }

    /** Who could not look just now is told again a little later; or with the next connection, when there is none now. */
    public void tellAgain(String channel) {
        later(
                () -> {
                    if (connection != null) {
                        tell(channel);
                    }
                },
                config.retryMax().toMillis());
    }

    private void connect() {
        if (!database.isMigrated()) {
            later(this::connect, SCHEMA_POLL_MS);
            return;
        }
        // Not bounded here: one that came too late would be lost to the pool, which has a bound of its own.
        pool.getConnection()
                .subscribe()
                .with(taken -> later(() -> subscribe(PgConnection.cast(taken)), 0), e -> later(() -> failed(e), 0));
    }

    private void subscribe(PgConnection fresh) {
        fresh.notificationHandler(notice -> later(() -> tell(notice.getChannel()), 0));
        fresh.closeHandler(() -> later(() -> lost(fresh), 0));
        String sql = "LISTEN " + String.join("; LISTEN ", listeners.keySet());
        bounded(fresh.query(sql).execute())
                .subscribe()
                .with(done -> later(() -> connected(fresh), 0), e -> later(() -> giveUp(fresh, e), 0));
    }

    private void connected(PgConnection fresh) {
        connection = fresh;
        backoff.reset();
        database.up();
        listeners.keySet().forEach(this::tell);
    }

    private void check() {
        PgConnection checked = connection;
        if (checked != null) {
            bounded(checked.query("SELECT 1").execute())
                    .subscribe()
                    .with(
                            alive -> later(() -> listeners.keySet().forEach(this::tell), 0),
                            e -> later(() -> doubt(checked, e), 0));
        }
    }

    /** Unless it has been seen to be closed in the meantime. */
    private void doubt(PgConnection checked, Throwable cause) {
        if (checked == connection) {
            giveUp(checked, cause);
        }
    }

    private void lost(SqlConnection closed) {
        if (closed == connection) {
            connection = null;
            Log.debug("The connection for notices of changes is lost; making a new one");
            later(this::connect, backoff.next().toMillis());
        }
    }

    private void giveUp(PgConnection broken, Throwable cause) {
        connection = null;
        broken.closeHandler(() -> {});
        broken.close().subscribe().with(closed -> {}, e -> {});
        failed(cause);
    }

    private void failed(Throwable cause) {
        database.down(cause);
        later(this::connect, backoff.next().toMillis());
    }

    private void tell(String channel) {
        Runnable changed = listeners.get(channel);
        if (changed != null) {
            changed.run();
        }
    }

    private <T> Uni<T> bounded(Uni<T> question) {
        return question.ifNoItem().after(config.timeout()).fail();
    }

    private void later(Runnable work, long millis) {
        try {
            executor.schedule(work, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            Log.debug("The feed of changes has stopped");
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "database-changes");
        thread.setDaemon(true);
        return thread;
    }

    /** Before the pool is closed, which would look like the loss of the database. */
    void stop(@Observes ShutdownEvent event) {
        stop();
    }

    @PreDestroy
    public void stop() {
        executor.shutdownNow();
    }
}
