package dev.quartermaster.agents;

import dev.quartermaster.storage.ChangeFeed;
import dev.quartermaster.storage.DatabaseState;
import dev.quartermaster.storage.overrides.OverrideRefresh;
import dev.quartermaster.storage.overrides.Revised;
import dev.quartermaster.telemetry.StatusContributor;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;

/**
 * Applies the agents' settings in the database: at start, when the database becomes reachable, and whenever they change.
 * Of two reads the one that saw more changes wins, whichever ends first.
 */
@Singleton
class AgentRefresh {

    private static final String EFFECT =
            "Agents are as the configuration files and the last known changes say; later changes are not known here.";

    private final AgentProfiles profiles;
    private final AgentRepository agents;
    private final OverrideRefresh refresh;
    private final DatabaseState database;
    private long newest = -1;

    AgentRefresh(AgentProfiles profiles, AgentRepository agents, ChangeFeed feed, DatabaseState database, Clock clock) {
        this.database = database;
        this.profiles = profiles;
        this.agents = agents;
        this.refresh = new OverrideRefresh(feed, AgentRepository.CHANNEL, EFFECT, clock);
    }

    /** Requests wait for the first read no longer than it takes to learn that the database is away. */
    void start(@Observes StartupEvent event) {
        database.onDown(profiles::markRead);
        refresh.follow(this::now);
    }

    /** Reads all settings and applies them. */
    Uni<Void> now() {
        return agents.all().invoke(this::apply).replaceWithVoid();
    }

    /** Revisions only grow, so their sum tells which of two reads is the later one. */
    private synchronized void apply(Map<String, Revised<AgentSettings>> overrides) {
        long seen = overrides.values().stream().mapToLong(Revised::revision).sum();
        if (seen >= newest) {
            newest = seen;
            profiles.override(overrides);
        }
        profiles.markRead();
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
