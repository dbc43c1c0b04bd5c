package dev.quartermaster.agents;

import java.util.Optional;

/**
 * What a change did to an agent.
 *
 * @param before empty where nothing was said of it
 * @param after empty where nothing is any more
 * @param isKept whether it is as somebody changed it, not as the files say
 * @param revision after it; as before where nothing has changed
 */
public record AgentChange(
        String agentType,
        Optional<AgentSettings> before,
        Optional<AgentSettings> after,
        boolean isKept,
        long revision) {

    public boolean isEffective() {
        return !before.equals(after);
    }
}
