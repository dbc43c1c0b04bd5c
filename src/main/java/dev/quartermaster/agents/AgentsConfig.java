package dev.quartermaster.agents;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Agents by type, and the model of those that have none of their own. */
@ConfigMapping(prefix = "quartermaster.agents")
public interface AgentsConfig {

    /** The model of an agent without one of its own; unset: selected for each request. */
    Optional<String> defaultModel();

    @WithParentName
    Map<String, AgentConfig> agents();

    interface AgentConfig {
        /** Whether this agent may call a model. */
        @WithDefault("true")
        boolean enabled();

        /** A model name as in a request; unset: the default model. */
        Optional<String> model();

        /** The longest a request of this agent may take; unset: as for everyone. */
        Optional<Integer> timeoutSeconds();

        /** Models to go on with when its model fails, in order. */
        Optional<List<String>> fallbacks();

        /** Features that every model of this agent must have; its configured ones are checked at the start. */
        Optional<List<String>> requiredFeatures();
    }
}
