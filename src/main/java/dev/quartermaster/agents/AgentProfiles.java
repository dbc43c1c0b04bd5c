package dev.quartermaster.agents;

import dev.quartermaster.agents.AgentsConfig.AgentConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The profiles in force. */
@ApplicationScoped
public class AgentProfiles {

    private final Optional<String> defaultModel;
    private final Map<String, AgentProfile> profiles = new TreeMap<>();

    AgentProfiles(AgentsConfig config) {
        defaultModel = config.defaultModel();
        config.agents().forEach((type, agent) -> profiles.put(type, profile(type, agent)));
    }

    /** The profile of this agent type; the default one for a type that is not configured. */
    public AgentProfile of(String agentType) {
        AgentProfile known = profiles.get(agentType);
        return known != null ? known : new AgentProfile(agentType, true, defaultModel, Optional.empty(), List.of());
    }

    /** Every agent type that is configured, by name. */
    public List<AgentProfile> configured() {
        return List.copyOf(profiles.values());
    }

    /** The model of an agent without one of its own; empty: selected for each request. */
    public Optional<String> defaultModel() {
        return defaultModel;
    }

    private AgentProfile profile(String type, AgentConfig config) {
        return new AgentProfile(
                type,
                config.enabled(),
                config.model().or(() -> defaultModel),
                config.timeoutSeconds().map(Duration::ofSeconds),
                config.fallbacks().orElse(List.of()));
    }
}
