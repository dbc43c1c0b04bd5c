package dev.quartermaster.storage;

import dev.quartermaster.domain.Backoff;
import dev.quartermaster.telemetry.StatusContributor;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import dev.quartermaster.telemetry.StatusContributor.State;
import dev.quartermaster.telemetry.Thawed;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Announces database changes of other instances through PostgreSQL's {@code LISTEN} and {@code NOTIFY} on a connection
 * of its own. An {@code onChange} callback runs after every change, after every new connection, and periodically, so it
 * must check for itself what is new. An {@code onMessage} callback gets each payload once; payloads sent while there is no
 * connection are lost.
 */
@Singleton
public class ChangeFeed {

    private static final String EFFECT =
            "What other instances change (models, agents, alerts) is seen with the next connection, and each instance"
                    + " probes the providers for itself.";

    private final Pool pool;
    private final DatabaseState database;
    private final StorageConfig config;
    private final Backoff backoff;
    private final Clock clock;
    private final Channels channels = new Channels();
    private final List<Runnable> lossListeners = new CopyOnWriteArrayList<>();
    private final List<Supplier<Uni<Void>>> reads = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(ChangeFeed::daemon);

    /** Current connection; this and the following fields are used on the executor's thread only. */
    private @Nullable PgConnection connection;

    private boolean begun;
    private int failures;

    private volatile ComponentStatus status;

    @Inject
    public ChangeFeed(Pool pool, DatabaseState database, StorageConfig config, Clock clock) {
        this.pool = pool;
        this.database = database;
        this.config = config;
        this.clock = clock;
        this.backoff = new Backoff(config.retryBase(), config.retryMax());
        this.status = down(clock.instant(), "not connected yet");
    }

    public ComponentStatus status() {
        return status;
    }

    @Produces
    @Singleton
    StatusContributor contributor() {
        return StatusContributor.of("changes", this::status);
    }

    /**
     * @param channel a plain lower-case word, unlike that of any other listener of this kind
     * @param changed called on one thread; must not block and must not fail
     */
    public void onChange(String channel, Runnable changed) {
        channels.onChange(channel, changed);
        executor.execute(this::begin);
    }

    /**
     * @param channel as with {@link #onChange}
     * @param received called on one thread with a payload of another instance; must not block and must not fail
     */
    public void onMessage(String channel, Consumer<String> received) {
        channels.onMessage(channel, received);
        executor.execute(this::begin);
    }

    /** Called on one thread whenever the connection is lost, before a new one is looked for. */
    public void onLoss(Runnable lost) {
        lossListeners.add(lost);
    }

    /** Registers what is read anew after the process was frozen: what was told meanwhile may be lost. */
    public void onThaw(Supplier<Uni<Void>> read) {
        reads.add(read);
    }

    void thawed(@Observes Thawed thawed) {
        later(() -> check(() -> {}), 0);
        reads.forEach(read -> thawed.await(Uni.createFrom().deferred(read::get)));
    }

    /** Sends a payload to the other instances; it is lost while there is no connection. */
    public void publish(String channel, String payload) {
        ask(own -> own.preparedQuery("SELECT pg_notify($1, $2)").execute(Tuple.of(channel, payload)))
                .subscribe()
                .with(published -> {}, e -> Log.debugf("Nothing was published on %s: %s", channel, e.getMessage()));
    }

    /**
     * Asks on the feed's own connection, whose session is what a lock depends on. The answer comes on the thread on which a
     * loss is reported, and only while that connection is the one there is; in all other cases this fails.
     */
    <T> Uni<T> ask(Function<PgConnection, Uni<T>> question) {
        return Uni.createFrom().emitter(answer -> {
            if (!later(() -> ask(question, answer), 0)) {
                answer.fail(new DatabaseAway("the feed of changes has stopped", null));
            }
        });
    }

    private <T> void ask(Function<PgConnection, Uni<T>> question, UniEmitter<? super T> answer) {
        PgConnection asked = connection;
        if (asked == null) {
            answer.fail(new DatabaseAway("there is no connection for notices", null));
            return;
        }
        bounded(question.apply(asked))
                .subscribe()
                .with(
                        item -> later(() -> deliver(asked, item, answer), 0),
                        e -> later(
                                () -> {
                                    doubt(asked, e);
                                    answer.fail(e);
                                },
                                0));
    }

    private <T> void deliver(PgConnection asked, T item, UniEmitter<? super T> answer) {
        if (asked == connection) {
            answer.complete(item);
        } else {
            answer.fail(new DatabaseAway("the connection for notices was lost", null));
        }
    }

    private void begin() {
        if (!begun) {
            begun = true;
            database.onMigrated(() -> later(this::connect, 0));
            long pause = config.checkEvery().toMillis();
            executor.scheduleWithFixedDelay(() -> check(channels::changed), pause, pause, TimeUnit.MILLISECONDS);
        } else if (connection != null) {
            subscribe(connection);
        }
    }

    /** Repeats a notification after a failed read: a little later, or on the next connection if there is none now. */
    public void notifyAgain(String channel) {
        later(
                () -> {
                    if (connection != null) {
                        channels.changed(channel);
                    }
                },
                config.retryMax().toMillis());
    }

    private void connect() {
        // Not bounded here: one that came too late would be lost to the pool, which has a bound of its own.
        pool.getConnection()
                .subscribe()
                .with(taken -> later(() -> subscribe(PgConnection.cast(taken)), 0), e -> later(() -> failed(e), 0));
    }

    private void subscribe(PgConnection fresh) {
        fresh.notificationHandler(notice -> later(() -> channels.received(notice, fresh.processId()), 0));
        fresh.closeHandler(() -> later(() -> lost(fresh), 0));
        String wanted = channels.subscription();
        bounded(fresh.query(wanted).execute())
                .subscribe()
                .with(done -> later(() -> connected(fresh, wanted), 0), e -> later(() -> giveUp(fresh, e), 0));
    }

    private void connected(PgConnection fresh, String subscribed) {
        connection = fresh;
        failures = 0;
        database.up();
        if (status.state() != State.OK) {
            status = ComponentStatus.ok(clock.instant());
        }
        channels.changed();
        if (!subscribed.equals(channels.subscription())) {
            // A listener was added while it was on its way.
            subscribe(fresh);
        }
    }

    private void check(Runnable whenAlive) {
        PgConnection checked = connection;
        if (checked != null) {
            bounded(checked.query("SELECT 1").execute())
                    .subscribe()
                    .with(alive -> later(whenAlive, 0), e -> later(() -> doubt(checked, e), 0));
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
            disconnected("the connection was closed");
            Log.debug("The connection for notices of changes is lost; making a new one");
            later(this::connect, backoff.pause(failures++).toMillis());
        }
    }

    private void giveUp(PgConnection broken, Throwable cause) {
        disconnected(String.valueOf(cause.getMessage()));
        broken.closeHandler(() -> {});
        end(broken);
        failed(cause);
    }

    /** Closed alone it would go back to the pool, its session alive with its subscriptions and locks. */
    private static void end(PgConnection broken) {
        broken.query("SELECT pg_terminate_backend(pg_backend_pid())")
                .execute()
                .onItemOrFailure()
                .transformToUni((ended, e) -> broken.close())
                .subscribe()
                .with(closed -> {}, e -> Log.debugf("A connection for notices did not end well: %s", e.getMessage()));
    }

    private void disconnected(String problem) {
        connection = null;
        status = down(status.state() == State.OK ? clock.instant() : status.since(), problem);
        lossListeners.forEach(Runnable::run);
    }

    private static ComponentStatus down(Instant since, String problem) {
        return new ComponentStatus(State.DOWN, since, problem, EFFECT);
    }

    private void failed(Throwable cause) {
        database.down(cause);
        later(this::connect, backoff.pause(failures++).toMillis());
    }

    private <T> Uni<T> bounded(Uni<T> question) {
        return question.ifNoItem().after(config.timeout()).fail();
    }

    private boolean later(Runnable work, long millis) {
        try {
            executor.schedule(work, millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException stopped) {
            Log.debug("The feed of changes has stopped");
            return false;
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
