package dev.quartermaster.agents;

import dev.quartermaster.domain.model.Feature;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one agent type is set to.
 *
 * @param model a model name as in a request; empty: select one
 * @param timeout empty: as for everyone
 * @param requiredFeatures what a model must have to be chosen for this agent
 */
public record AgentProfile(
        String agentType,
        boolean enabled,
        Optional<String> model,
        Optional<Duration> timeout,
        List<String> fallbacks,
        Set<Feature> requiredFeatures) {

    public AgentProfile {
        fallbacks = List.copyOf(fallbacks);
        requiredFeatures = Set.copyOf(requiredFeatures);
    }
}
