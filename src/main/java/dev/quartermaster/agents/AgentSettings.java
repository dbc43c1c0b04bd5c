package dev.quartermaster.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * Settings of an agent from a file or the API. A component is null if it is not set.
 *
 * @param model a model name as in a request
 */
@RegisterForReflection(ignoreNested = false)
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentSettings(
        Boolean enabled,
        String model,
        Integer timeoutSeconds,
        List<String> fallbacks,
        List<String> allowedModels,
        List<String> requiredFeatures,
        AgentParameters parameters,
        String systemPromptPrefix,
        Canary canary) {}
