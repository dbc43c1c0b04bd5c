package dev.quartermaster.inference.selection;

import dev.quartermaster.agents.AgentProfile;
import java.util.Set;

/**
 * What an assignment depends on. It holds as long as this stays the same.
 *
 * @param down the models and providers that may not be called because their calls failed, by name
 * @param callable the providers that can be called with the credentials at hand
 */
record Stamp(String registryVersion, AgentProfile agent, Set<String> down, Set<String> callable) {

    Stamp {
        down = Set.copyOf(down);
        callable = Set.copyOf(callable);
    }
}
