package dev.quartermaster.api.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.agents.AgentParameters;
import dev.quartermaster.agents.AgentProfile;
import dev.quartermaster.agents.Canary;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.quality.ScoredPair;
import dev.quartermaster.quality.SwitchRecommendation;
import dev.quartermaster.quality.scoring.QualityFinding;
import dev.quartermaster.routing.Scores;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
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
 * @param recommendation null: its model gives good answers, or none were scored
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
        String source,
        @Schema(nullable = true) @Nullable Recommendation recommendation) {

    /**
     * Advice to give the agent another model, by this instance's scores.
     *
     * @param model the one that gives low answers
     * @param recommendedModel null when no other can answer
     * @param suitabilityScore of the recommended model, as in a selection; null without one
     * @param answers the last ones that were looked at
     * @param low how many of them are low now
     * @param findings of the low ones, the most frequent first
     * @param since when too many were low first
     */
    @Schema(name = "SwitchRecommendation")
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Recommendation(
            String model,
            @Schema(nullable = true) @Nullable String recommendedModel,
            @Schema(nullable = true) @Nullable Double suitabilityScore,
            String why,
            int answers,
            int low,
            List<String> findings,
            Instant since) {

        static Recommendation of(@Nullable String agentType, SwitchRecommendation found) {
            ModelKey better = found.better();
            return new Recommendation(
                    found.model().toString(),
                    better == null ? null : better.toString(),
                    better == null ? null : Scores.rounded(found.suitability()),
                    SwitchRecommendation.why(new ScoredPair(found.model(), agentType), found.low()),
                    found.low().answers(),
                    found.low().low(),
                    found.low().findings().stream().map(QualityFinding::wire).toList(),
                    found.since());
        }
    }

    /** Names the revision, and beside it the recommendation where there is one. */
    String tag() {
        return recommendation == null ? Long.toString(revision) : revision + "." + recommendation.hashCode();
    }

    static AgentAnswer of(AgentProfile profile, long revision, String source, @Nullable Recommendation recommendation) {
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
                source,
                recommendation);
    }
}
