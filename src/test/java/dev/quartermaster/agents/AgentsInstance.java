package dev.quartermaster.agents;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.storage.audit.Author;
import dev.quartermaster.telemetry.StatusContributor.State;
import dev.quartermaster.testing.DatabaseInstance;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** The agents of one process. */
final class AgentsInstance extends DatabaseInstance {

    final AgentProfiles profiles;
    final AgentEditor edits;
    final AgentRefresh refresh;

    /** @param settings what its configuration files say */
    AgentsInstance(int port, Map<String, String> settings) {
        super(port);
        profiles = AgentProfilesTest.profiles(settings);
        AgentRepository rows = new AgentRepository(access, sessions, config, audit, new ObjectMapper());
        refresh = new AgentRefresh(profiles, rows, changes, database, Clock.systemUTC());
        edits = new AgentEditor(profiles, rows, refresh);
        refresh.start(null);
    }

    boolean isCurrent() {
        return refresh.status().state() == State.OK;
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
}
