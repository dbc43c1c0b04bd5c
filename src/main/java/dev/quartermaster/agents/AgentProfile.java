package dev.quartermaster.agents;

import dev.quartermaster.domain.model.Feature;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one agent type is set to.
 *
 * @param model a model name as in a request; empty: select one
 * @param timeout empty: as for everyone
 * @param fallbacks models to go on with, in order; an empty list: none; empty: those of the model's family
 * @param allowedModels names of the models it may use; none: all
 * @param requiredFeatures what a model must have to be chosen for this agent
 * @param systemPromptPrefix put before every system prompt; empty: nothing is
 */
public record AgentProfile(
        String agentType,
        boolean enabled,
        Optional<String> model,
        Optional<Duration> timeout,
        Optional<List<String>> fallbacks,
        Set<String> allowedModels,
        Set<Feature> requiredFeatures,
        AgentParameters parameters,
        Optional<String> systemPromptPrefix,
        Optional<Canary> canary) {

    public AgentProfile {
        fallbacks = fallbacks.map(List::copyOf);
        allowedModels = Collections.unmodifiableSet(new LinkedHashSet<>(allowedModels));
        requiredFeatures = Collections.unmodifiableSet(new TreeSet<>(requiredFeatures));
    }

    /** One that nothing is said of. */
    public static AgentProfile unset(String agentType, Optional<String> defaultModel) {
        return new AgentProfile(
                agentType,
                true,
                defaultModel,
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Set.of(),
                AgentParameters.NONE,
                Optional.empty(),
                Optional.empty());
    }

    /** The model that answers this task: the canary's, or its own. */
    public Optional<String> modelFor(String task) {
        return canary.filter(trial -> trial.takes(agentType, task))
                .map(Canary::model)
                .or(() -> model);
    }
}
