package dev.quartermaster.agents;

import dev.quartermaster.storage.ChangeFeed;
import dev.quartermaster.storage.DatabaseAccess;
import dev.quartermaster.storage.StorageConfig;
import dev.quartermaster.telemetry.Dependency;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/**
 * Lets the settings that are kept in the database hold here: those there are when the service starts, or when the database
 * comes, and later those that somebody changes. Of two looks the one that saw more holds, whichever ends first.
 */
@Singleton
class AgentRefresh implements Dependency {

    private final AgentProfiles profiles;
    private final AgentLedger ledger;
    private final DatabaseAccess access;
    private final ChangeFeed feed;
    private final Pool pool;
    private final StorageConfig config;
    private final Clock clock;
    private long newest = -1;
    private volatile Condition condition;

    AgentRefresh(
            AgentProfiles profiles,
            AgentLedger ledger,
            DatabaseAccess access,
            ChangeFeed feed,
            Pool pool,
            StorageConfig config,
            Clock clock) {
        this.profiles = profiles;
        this.ledger = ledger;
        this.access = access;
        this.feed = feed;
        this.pool = pool;
        this.config = config;
        this.clock = clock;
        this.condition = impaired(State.UNKNOWN, clock.instant(), "not read yet");
    }

    void start(@Observes StartupEvent event) {
        feed.listen(AgentLedger.CHANNEL, () -> now().subscribe().with(read -> {}, this::failed));
    }

    /** Reads all settings and lets them hold. */
    Uni<Void> now() {
        return access.ask(config.timeout(), () -> ledger.all(pool))
                .invoke(this::take)
                .replaceWithVoid();
    }

    /** Revisions only grow, so their sum tells which of two looks is the later one. */
    private synchronized void take(java.util.Map<String, AgentProfiles.Override> overrides) {
        long seen = overrides.values().stream()
                .mapToLong(AgentProfiles.Override::revision)
                .sum();
        if (seen >= newest) {
            newest = seen;
            profiles.override(overrides);
        }
        if (condition.state() != State.OK) {
            condition = Condition.ok(clock.instant());
        }
    }

    private synchronized void failed(Throwable e) {
        Instant since = condition.since();
        if (condition.state() != State.DEGRADED) {
            Log.warnf("What agents are set to could not be read from the database: %s", e.getMessage());
            since = clock.instant();
        }
        condition = impaired(State.DEGRADED, since, String.valueOf(e.getMessage()));
        feed.tellAgain(AgentLedger.CHANNEL);
    }

    private static Condition impaired(State state, Instant since, String detail) {
        return new Condition(
                state,
                since,
                detail,
                "Agents are as the configuration files and the last known changes say; later changes are not known here.");
    }

    @Override
    public String name() {
        return "agent_settings";
    }

    @Override
    public Condition condition() {
        return condition;
    }
}
