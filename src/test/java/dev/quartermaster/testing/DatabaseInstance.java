package dev.quartermaster.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.agents.AgentOverrideEntity;
import dev.quartermaster.agents.AgentRevisionEntity;
import dev.quartermaster.auth.keys.CallerKeyEntity;
import dev.quartermaster.credentials.store.CredentialEntity;
import dev.quartermaster.registry.edit.RegistryOverrideEntity;
import dev.quartermaster.storage.ChangeFeed;
import dev.quartermaster.storage.DatabaseAccess;
import dev.quartermaster.storage.DatabaseState;
import dev.quartermaster.storage.SessionContext;
import dev.quartermaster.storage.StorageConfig;
import dev.quartermaster.storage.audit.AuditEntity;
import dev.quartermaster.storage.audit.AuditRepository;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Clock;
import java.time.Duration;
import org.hibernate.cfg.Configuration;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.provider.ReactiveServiceRegistryBuilder;
import org.hibernate.reactive.vertx.VertxInstance;
import org.hibernate.reactive.vertx.impl.ProvidedVertxInstance;

/**
 * What a process of the service has to do with its database, wired as the service wires it, with a database at a port
 * where there may be none yet.
 */
public abstract class DatabaseInstance implements AutoCloseable {

    protected static final Duration PATIENCE = Duration.ofMinutes(1);

    public final DatabaseState database = new DatabaseState(Clock.systemUTC());
    public final AuditRepository audit;
    protected final StorageConfig config = new Patient();
    private final Vertx vertx = Vertx.vertx();
    protected final DatabaseAccess access = new DatabaseAccess(database, new SessionContext(vertx));
    protected final Mutiny.SessionFactory sessions;
    private final Pool pool;
    protected final ChangeFeed changes;

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
        sessions = sessions(port);
        database.migrated();
        audit = new AuditRepository(access, sessions, config, new ObjectMapper());
        changes = new ChangeFeed(pool, database, config, Clock.systemUTC());
    }

    /** As the container makes it, from the same entities; the database need not be there. */
    private Mutiny.SessionFactory sessions(int port) {
        Configuration entities = new Configuration()
                .addAnnotatedClass(AuditEntity.class)
                .addAnnotatedClass(AgentOverrideEntity.class)
                .addAnnotatedClass(AgentRevisionEntity.class)
                .addAnnotatedClass(RegistryOverrideEntity.class)
                .addAnnotatedClass(CallerKeyEntity.class)
                .addAnnotatedClass(CredentialEntity.class)
                .setProperty("hibernate.dialect", PostgreSQLDialect.class.getName())
                .setProperty("hibernate.boot.allow_jdbc_metadata_access", "false")
                .setProperty("hibernate.connection.pool_size", "4")
                .setProperty(
                        "jakarta.persistence.jdbc.url",
                        "postgresql://localhost:" + port + "/postgres?user=postgres&password=postgres");
        return entities.buildSessionFactory(new ReactiveServiceRegistryBuilder()
                        .applySettings(entities.getProperties())
                        .addService(VertxInstance.class, new ProvidedVertxInstance(vertx))
                        .build())
                .unwrap(Mutiny.SessionFactory.class);
    }

    @Override
    public void close() {
        changes.stop();
        sessions.close();
        pool.close().await().atMost(Duration.ofMinutes(1));
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
