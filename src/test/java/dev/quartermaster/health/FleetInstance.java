package dev.quartermaster.health;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.storage.ChangeFeed;
import dev.quartermaster.storage.DatabaseState;
import dev.quartermaster.storage.LeaderElection.Role;
import dev.quartermaster.storage.StorageConfig;
import dev.quartermaster.telemetry.StatusContributor.State;
import dev.quartermaster.testing.Settings;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The health of one process, wired as the service wires it, with a database at a port where there may be none yet. */
final class FleetInstance implements AutoCloseable {

    final AtomicInteger probes = new AtomicInteger();
    final CircuitBreakers board;
    final FleetProber prober;
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;
    private final ChangeFeed feed;

    /** @param silent those of the providers that do not answer, to whomever */
    FleetInstance(int port, List<ProviderId> usable, Set<ProviderId> silent, Duration interval, Clock clock) {
        pool = Pool.newInstance(PgBuilder.pool()
                .using(vertx)
                .with(new PoolOptions().setMaxSize(2))
                .connectingTo(new PgConnectOptions()
                        .setHost("localhost")
                        .setPort(port)
                        .setDatabase("postgres")
                        .setUser("postgres")
                        .setPassword("postgres"))
                .build());
        DatabaseState database = new DatabaseState(Clock.systemUTC());
        database.migrated();
        StorageConfig patience = Settings.of(
                StorageConfig.class,
                Map.of(
                        "quartermaster.database.timeout", "20s",
                        "quartermaster.database.check-every", "1h",
                        "quartermaster.database.retry-base", "50ms",
                        "quartermaster.database.retry-max", "200ms"));
        feed = new ChangeFeed(pool, database, patience, Clock.systemUTC());
        board = HealthBoards.by(clock);
        Prober asks = new Prober(
                () -> usable,
                (provider, over) -> {
                    probes.incrementAndGet();
                    return silent.contains(provider)
                            ? Uni.createFrom().failure(new IllegalStateException("nobody is there"))
                            : Uni.createFrom().voidItem();
                },
                board,
                interval);
        prober = new FleetProber(asks, board, interval, feed, clock);
        prober.start(null);
    }

    boolean isConnected() {
        return feed.status().state() == State.OK;
    }

    /** One tick. @return what it was to the others */
    Role round() {
        prober.round().await().atMost(Duration.ofMinutes(1));
        return role();
    }

    Role role() {
        return prober.leadership().role();
    }

    HealthState state(ProviderId provider) {
        return board.report(provider).state();
    }

    @Override
    public void close() {
        feed.stop();
        pool.close().await().atMost(Duration.ofMinutes(1));
        vertx.close();
    }
}
