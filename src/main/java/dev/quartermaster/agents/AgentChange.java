package dev.quartermaster.agents;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Effect of a change on an agent.
 *
 * @param before empty if there were no settings
 * @param after empty if there are none any more
 * @param isKept whether it differs from the files through a stored change
 * @param revision the revision after it; unchanged if nothing changed
 */
public record AgentChange(
        @Nullable String agentType,
        Optional<AgentSettings> before,
        Optional<AgentSettings> after,
        boolean isKept,
        long revision) {

    public boolean isEffective() {
        return !before.equals(after);
    }
}
