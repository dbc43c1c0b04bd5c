package dev.quartermaster.inference.planning;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;

/** Configures the fallbacks of agents without fallbacks of their own. */
@ConfigMapping(prefix = "quartermaster.agent-fallbacks")
public interface AgentFallbacksConfig {

    /** From a word in a model's id to a word in the ids of the models of its provider that stand in for it. */
    @WithParentName
    Map<String, String> families();
}
