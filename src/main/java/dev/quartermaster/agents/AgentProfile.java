package dev.quartermaster.agents;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one agent type is set to.
 *
 * @param model a model name as in a request; empty: select one
 * @param timeout empty: as for everyone
 */
public record AgentProfile(
        String agentType, boolean enabled, Optional<String> model, Optional<Duration> timeout, List<String> fallbacks) {

    public AgentProfile {
        fallbacks = List.copyOf(fallbacks);
    }
}
