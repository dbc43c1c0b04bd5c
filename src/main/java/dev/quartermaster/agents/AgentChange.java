package dev.quartermaster.agents;

import java.util.Optional;

/**
 * What a change did to an agent.
 *
 * @param before empty where nothing was said of it
 * @param after empty where nothing is any more
 * @param revision after it; as before where nothing has changed
 */
public record AgentChange(
        String agentType, Optional<AgentSettings> before, Optional<AgentSettings> after, long revision) {

    public boolean isEffective() {
        return !before.equals(after);
    }
}
