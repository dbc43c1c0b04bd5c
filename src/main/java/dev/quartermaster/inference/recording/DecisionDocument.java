package dev.quartermaster.inference.recording;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.routing.Decision;
import dev.quartermaster.routing.RankedModel;
import dev.quartermaster.routing.Rejection;
import dev.quartermaster.routing.Scores;
import dev.quartermaster.routing.Weights;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A decision as it is kept and shown: what was chosen, what else could have been, what was dropped and why, and what
 * became of it. The inputs are what the choice was made from; null where they were not kept. The model's fields are null when none could answer.
 */
@RegisterForReflection(ignoreNested = false)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DecisionDocument(
        @JsonProperty("decision_id") UUID decisionId,
        @JsonProperty("time") Instant time,
        @JsonProperty("request_id") @Nullable String requestId,
        @JsonProperty("requested_model") String requestedModel,

        @JsonProperty("agent_type") @Schema(nullable = true) @Nullable String agentType,

        @JsonProperty("task_id") @Schema(nullable = true) @Nullable String taskId,

        @JsonProperty("caller") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String caller,

        @JsonProperty("priority") String priority,

        @JsonProperty("model_id") @Schema(nullable = true) @Nullable String modelId,

        @JsonProperty("provider") @Schema(nullable = true) @Nullable String provider,

        @JsonProperty("suitability_score") @Schema(nullable = true) @Nullable Double suitabilityScore,

        @JsonProperty("scores") @Schema(nullable = true) @Nullable Scores scores,

        @JsonProperty("estimated_cost_usd") @Schema(nullable = true) @Nullable BigDecimal estimatedCostUsd,

        @JsonProperty("weights") @Nullable Weights weights,
        @JsonProperty("selection_reason") String selectionReason,
        @JsonProperty("alternatives") List<Alternative> alternatives,
        @JsonProperty("rejected") List<Dropped> rejected,
        @JsonProperty("registry_version") String registryVersion,
        @JsonProperty("attempts") List<Attempt> attempts,
        @JsonProperty("failovers") int failovers,

        @JsonProperty("inputs")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(implementation = Object.class)
        @Nullable JsonNode inputs) {

    /** A model that stood ready behind the chosen one, in order. */
    public record Alternative(
            @JsonProperty("model_id") String modelId,
            @JsonProperty("provider") String provider,
            @JsonProperty("suitability_score") double suitabilityScore,
            @JsonProperty("scores") Scores scores,
            @JsonProperty("estimated_cost_usd") BigDecimal estimatedCostUsd) {

        static Alternative of(RankedModel ranked) {
            return new Alternative(
                    ranked.model().key().id(),
                    ranked.model().key().provider().value(),
                    Scores.rounded(ranked.suitability()),
                    ranked.scores().rounded(),
                    ranked.estimatedCost().usd());
        }
    }

    /** A model that was considered and dropped. */
    public record Dropped(
            @JsonProperty("model_id") String modelId,
            @JsonProperty("provider") String provider,
            @JsonProperty("reason") @Nullable String reason) {

        static Dropped of(Rejection rejection) {
            return new Dropped(
                    rejection.model().id(), rejection.model().provider().value(), rejection.reason());
        }
    }

    /** @param request what the caller said of it besides the prompt */
    static DecisionDocument of(Decision decision, DecisionTrace.Asked request, List<Attempt> attempts, int failovers) {
        List<Alternative> route = decision.route().stream().map(Alternative::of).toList();
        Alternative chosen = route.isEmpty() ? null : route.get(0);
        return new DecisionDocument(
                decision.id(),
                decision.time(),
                request.requestId(),
                request.model(),
                request.agentType(),
                request.taskId(),
                request.caller(),
                decision.priority().wire(),
                chosen == null ? null : chosen.modelId(),
                chosen == null ? null : chosen.provider(),
                chosen == null ? null : chosen.suitabilityScore(),
                chosen == null ? null : chosen.scores(),
                chosen == null ? null : chosen.estimatedCostUsd(),
                decision.weights(),
                decision.reason(),
                chosen == null ? List.of() : route.subList(1, route.size()),
                decision.rejected().stream().map(Dropped::of).toList(),
                decision.registryVersion(),
                attempts,
                failovers,
                null);
    }

    /** Returns whether it says all by itself; {@link KeptDecision} leaves out what its inputs say. */
    @JsonIgnore
    boolean isWhole() {
        return registryVersion != null;
    }

    /** What was kept, where the selection cannot be made again: without scores, alternatives and rejected models. */
    DecisionDocument alone(UUID id, JsonNode keptInputs) {
        return new DecisionDocument(
                id,
                time,
                requestId,
                requestedModel,
                agentType,
                taskId,
                caller,
                keptInputs.path("need").path("priority").asText(),
                modelId,
                provider,
                null,
                null,
                null,
                null,
                selectionReason == null ? keptInputs.path("named").path("why").asText() : selectionReason,
                List.of(),
                List.of(),
                keptInputs.path("registry_version").asText(),
                attempts,
                failovers,
                keptInputs);
    }

    /** The same with what the choice was made from. */
    DecisionDocument withInputs(JsonNode madeFrom) {
        return new DecisionDocument(
                decisionId,
                time,
                requestId,
                requestedModel,
                agentType,
                taskId,
                caller,
                priority,
                modelId,
                provider,
                suitabilityScore,
                scores,
                estimatedCostUsd,
                weights,
                selectionReason,
                alternatives,
                rejected,
                registryVersion,
                attempts,
                failovers,
                madeFrom);
    }
}
