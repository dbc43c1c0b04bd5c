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

/** Applies the agents' settings in the database: at start, when the database becomes reachable, and whenever they change. */
@Singleton
class AgentRefresh {

    private static final String EFFECT =
            "Agents are as the configuration files and the last known changes say; later changes are not known here.";

    private final AgentProfiles profiles;
    private final AgentRepository agents;
    private final OverrideRefresh refresh;
    private final DatabaseState database;

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

    private void apply(Map<String, Revised<AgentSettings>> overrides) {
        long changes = overrides.values().stream().mapToLong(Revised::revision).sum();
        refresh.apply(changes, () -> profiles.override(overrides));
        profiles.markRead();
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
