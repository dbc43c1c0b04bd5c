package dev.quartermaster.agents;

import dev.quartermaster.agents.AgentsConfig.AgentConfig;
import dev.quartermaster.domain.model.Feature;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        return known != null
                ? known
                : new AgentProfile(agentType, true, defaultModel, Optional.empty(), List.of(), Set.of());
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
                config.fallbacks().orElse(List.of()),
                features(type, config.requiredFeatures().orElse(List.of())));
    }

    private static Set<Feature> features(String type, List<String> words) {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        for (String word : words) {
            features.add(Feature.parse(word).orElseThrow(() -> unknown(type, word)));
        }
        return features;
    }

    private static IllegalStateException unknown(String type, String word) {
        String known = Stream.of(Feature.values()).map(Feature::wire).collect(Collectors.joining(", "));
        return new IllegalStateException("quartermaster.agents." + type + ".required-features: there is no feature '"
                + word + "'; known are " + known);
    }
}
