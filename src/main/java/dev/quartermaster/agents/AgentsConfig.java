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
        /** Permits this agent to call models. */
        @WithDefault("true")
        boolean enabled();

        /** A model name as in a request; unset: the default model. */
        Optional<String> model();

        /** The provider of that model, where its name does not say it. */
        Optional<String> provider();

        /** The longest a request of this agent may take; unset: as for everyone. */
        Optional<Integer> timeoutSeconds();

        /** Models to go on with when its model fails, in order; unset: those of its model's family. */
        Optional<List<String>> fallbacks();

        /** The only models it may use; unset: all. */
        Optional<List<String>> allowedModels();

        /** Features that every model of this agent must have; its configured ones are checked at the start. */
        Optional<List<String>> requiredFeatures();

        /** Put before the system prompt of its requests. */
        Optional<String> systemPromptPrefix();

        /** Default generation parameters of its requests. */
        ParametersConfig parameters();
    }

    interface ParametersConfig {
        Optional<Double> temperature();

        Optional<Double> topP();

        Optional<Integer> topK();

        Optional<Integer> maxTokens();

        Optional<Long> seed();

        Optional<List<String>> stop();
    }
}
