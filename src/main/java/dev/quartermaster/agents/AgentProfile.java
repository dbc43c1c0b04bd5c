package dev.quartermaster.agents;

import dev.quartermaster.domain.model.Feature;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Settings of one agent type.
 *
 * @param model a model name as in a request; empty: select one
 * @param timeout empty: the general one
 * @param fallbacks models to fail over to, in order; an empty list: none; empty: those of the model's family
 * @param allowedModels names of the permitted models; none: all
 * @param requiredFeatures features that a selected model must have
 * @param systemPromptPrefix text before every system prompt; empty: none
 */
public record AgentProfile(
        @Nullable String agentType,
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
    public static AgentProfile unset(@Nullable String agentType, Optional<String> defaultModel) {
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

    /** The same with this canary, or with none. */
    public AgentProfile with(Optional<Canary> other) {
        return new AgentProfile(
                agentType,
                enabled,
                model,
                timeout,
                fallbacks,
                allowedModels,
                requiredFeatures,
                parameters,
                systemPromptPrefix,
                other);
    }
}
