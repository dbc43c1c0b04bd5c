package dev.quartermaster.agents;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The agents of one process, wired as the service wires them, with a database at a port where there may be none yet. */
final class AgentsInstance implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final AgentProfiles profiles;
    final AgentEdits edits;
    final AgentRefresh refresh;
    final AuditLedger audit;
    final DatabaseState database = new DatabaseState(Clock.systemUTC());
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;
    private final ChangeFeed changes;

    /** @param settings what its configuration files say */
    AgentsInstance(int port, Map<String, String> settings) {
        profiles = AgentProfilesTest.profiles(settings);
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
        StorageConfig config = patience();
        DatabaseAccess access = new DatabaseAccess(database);
        AgentLedger ledger = new AgentLedger(new ObjectMapper());
        audit = new AuditLedger(access, pool, config);
        changes = new ChangeFeed(pool, database, config, Clock.systemUTC());
        refresh = new AgentRefresh(profiles, ledger, access, changes, pool, config, Clock.systemUTC());
        edits = new AgentEdits(profiles, ledger, refresh, audit, access, pool, config);
        refresh.start(null);
    }

    boolean isCurrent() {
        return refresh.condition().state() == State.OK;
    }

    AgentChange set(String agentType, String model) {
        return edits.apply(agentType, null, before -> Optional.of(model(model)), new Author("me", "test"))
                .await()
                .atMost(PATIENCE);
    }

    String modelOf(String agentType) {
        return profiles.of(agentType).model().orElse(null);
    }

    static AgentSettings model(String name) {
        return new AgentSettings(null, name, null, null, null, null, null, null, null);
    }

    private static StorageConfig patience() {
        return new StorageConfig() {
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
        };
    }

    @Override
    public void close() {
        changes.stop();
        pool.close().await().atMost(Duration.ofSeconds(5));
        vertx.close();
    }
}
