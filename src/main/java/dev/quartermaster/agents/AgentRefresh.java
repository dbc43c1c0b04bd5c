package dev.quartermaster.agents;

import dev.quartermaster.storage.ChangeFeed;
import dev.quartermaster.telemetry.RefreshStatus;
import dev.quartermaster.telemetry.StatusContributor;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;

/**
 * Lets the settings that are kept in the database hold here: those there are when the service starts, or when the database
 * comes, and later those that somebody changes. Of two looks the one that saw more holds, whichever ends first.
 */
@Singleton
class AgentRefresh implements StatusContributor {

    private static final String EFFECT =
            "Agents are as the configuration files and the last known changes say; later changes are not known here.";

    private final AgentProfiles profiles;
    private final AgentRepository agents;
    private final ChangeFeed feed;
    private final RefreshStatus reading;
    private long newest = -1;

    AgentRefresh(AgentProfiles profiles, AgentRepository agents, ChangeFeed feed, Clock clock) {
        this.profiles = profiles;
        this.agents = agents;
        this.feed = feed;
        this.reading = new RefreshStatus(EFFECT, clock);
    }

    void start(@Observes StartupEvent event) {
        feed.listen(AgentRepository.CHANNEL, () -> now().subscribe().with(read -> {}, this::failed));
    }

    /** Reads all settings and lets them hold. */
    Uni<Void> now() {
        return agents.all().invoke(this::take).replaceWithVoid();
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
        reading.succeeded();
    }

    private void failed(Throwable e) {
        if (reading.failed(e)) {
            Log.warnf("What agents are set to could not be read from the database: %s", e.getMessage());
        }
        feed.tellAgain(AgentRepository.CHANNEL);
    }

    @Override
    public String name() {
        return "agent_settings";
    }

    @Override
    public ComponentStatus status() {
        return reading.now();
    }
}
