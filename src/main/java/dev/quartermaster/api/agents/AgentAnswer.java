package dev.quartermaster.api.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.agents.AgentChange;
import dev.quartermaster.agents.AgentParameters;
import dev.quartermaster.agents.AgentProfile;
import dev.quartermaster.agents.AgentProfiles;
import dev.quartermaster.agents.Canary;
import dev.quartermaster.domain.model.Feature;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The present profile of an agent type.
 *
 * @param model null: selected for each request
 * @param fallbacks null: those of its model's family; empty: none
 * @param allowedModels empty: all
 * @param revision the number of its changes
 * @param source {@code file}, {@code api} where it was changed since, {@code default} where it is not configured
 */
@RegisterForReflection(ignoreNested = false)
@Schema(name = "Agent")
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record AgentAnswer(
        @Nullable String agentType,
        boolean enabled,
        @Schema(nullable = true) @Nullable String model,
        @Schema(nullable = true) @Nullable Integer timeoutSeconds,
        @Schema(nullable = true) @Nullable List<String> fallbacks,
        List<String> allowedModels,
        List<String> requiredFeatures,
        AgentParameters parameters,
        @Schema(nullable = true) @Nullable String systemPromptPrefix,
        @Schema(nullable = true) @Nullable Canary canary,
        long revision,
        String source) {

    static AgentAnswer of(@Nullable String agentType, AgentProfiles profiles) {
        String source = profiles.settings(agentType)
                .map(effectiveSettings -> effectiveSettings.isChanged() ? "api" : "file")
                .orElse("default");
        return of(profiles.of(agentType), profiles.revision(agentType), source);
    }

    /** The profile after a change, also before the change has reached this instance. */
    static AgentAnswer of(AgentChange change, AgentProfiles profiles) {
        AgentProfile profile = change.after()
                .map(settings -> profiles.profile(change.agentType(), settings))
                .orElseGet(() -> AgentProfile.unset(change.agentType(), profiles.defaultModel()));
        String source = change.isKept() ? "api" : change.after().isPresent() ? "file" : "default";
        return of(profile, change.revision(), source);
    }

    private static AgentAnswer of(AgentProfile profile, long revision, String source) {
        return new AgentAnswer(
                profile.agentType(),
                profile.enabled(),
                profile.model().orElse(null),
                profile.timeout().map(Duration::toSeconds).map(Long::intValue).orElse(null),
                profile.fallbacks().orElse(null),
                List.copyOf(profile.allowedModels()),
                profile.requiredFeatures().stream().map(Feature::wire).toList(),
                profile.parameters(),
                profile.systemPromptPrefix().orElse(null),
                profile.canary().orElse(null),
                revision,
                source);
    }
}
