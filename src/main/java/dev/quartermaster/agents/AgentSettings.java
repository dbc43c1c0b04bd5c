package dev.quartermaster.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of an agent from a file or the API. A component is null if it is not set.
 *
 * @param model a model name as in a request
 */
@RegisterForReflection(ignoreNested = false)
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentSettings(
        @Nullable Boolean enabled,
        @Nullable String model,
        @Nullable Integer timeoutSeconds,
        @Nullable List<String> fallbacks,
        @Nullable List<String> allowedModels,
        @Nullable List<String> requiredFeatures,
        @Nullable AgentParameters parameters,
        @Nullable String systemPromptPrefix,
        @Nullable Canary canary) {}
