package dev.quartermaster.agents;

import dev.quartermaster.storage.ChangeFeed;
import dev.quartermaster.storage.DatabaseAccess;
import dev.quartermaster.storage.OverrideRefresh;
import dev.quartermaster.storage.StorageConfig;
import dev.quartermaster.telemetry.StatusContributor;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;

/**
 * Lets the settings that are kept in the database hold here: those there are when the service starts, or when the database
 * comes, and later those that somebody changes. Of two looks the one that saw more holds, whichever ends first.
 */
@Singleton
class AgentRefresh {

    private static final String EFFECT =
            "Agents are as the configuration files and the last known changes say; later changes are not known here.";

    private final AgentProfiles profiles;
    private final AgentLedger ledger;
    private final DatabaseAccess access;
    private final Pool pool;
    private final StorageConfig config;
    private final OverrideRefresh refresh;
    private long newest = -1;

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
        this.pool = pool;
        this.config = config;
        this.refresh = new OverrideRefresh(feed, AgentLedger.CHANNEL, EFFECT, clock);
    }

    void start(@Observes StartupEvent event) {
        refresh.follow(this::now);
    }

    /** Reads all settings and lets them hold. */
    Uni<Void> now() {
        return access.ask(config.timeout(), () -> ledger.all(pool))
                .invoke(this::take)
                .replaceWithVoid();
    }

    /** Revisions only grow, so their sum tells which of two looks is the later one. */
    private synchronized void take(Map<String, AgentProfiles.Override> overrides) {
        long seen = overrides.values().stream()
                .mapToLong(AgentProfiles.Override::revision)
                .sum();
        if (seen >= newest) {
            newest = seen;
            profiles.override(overrides);
        }
        profiles.read();
        refresh.succeeded();
    }

    @Produces
    @Singleton
    StatusContributor contributor() {
        return refresh.contributor("agent_settings");
    }

    ComponentStatus status() {
        return refresh.status();
    }
}
