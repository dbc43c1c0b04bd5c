package dev.quartermaster.api.assignments;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.inference.recording.DecisionDocument;
import dev.quartermaster.inference.selection.Assignment;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A base assignment, completed with the model that was selected.
 *
 * @param baseAssignment as it came
 * @param selectedModelId what to call; null where nothing is known to call
 * @param modelSelection why; null where no choice could be made
 * @param apiProvider null where the model is not in the registry
 * @param apiEndpoint where the provider answers; null where that is not known
 * @param degraded true when the fallback of the base stands in for a choice
 * @param degradedReason null where it does not
 */
@Schema(name = "Assignment")
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record AssignmentAnswer(
        @Nullable String agentType,
        @Schema(nullable = true) @Nullable String taskId,
        @Schema(nullable = true) String roleType,
        @Schema(nullable = true) String modelTier,
        @JsonRawValue @Schema(implementation = Map.class) String baseAssignment,
        @Schema(nullable = true) @Nullable String selectedModelId,
        @Schema(nullable = true) @Nullable DecisionDocument modelSelection,
        @Schema(nullable = true) @Nullable String apiProvider,
        @Schema(nullable = true) @Nullable String apiEndpoint,
        Instant selectionTimestamp,
        boolean degraded,
        @Schema(nullable = true) @Nullable String degradedReason) {

    static AssignmentAnswer of(Assignment assignment, @Nullable DecisionDocument decision) {
        var request = assignment.request();
        return new AssignmentAnswer(
                request.task().agentType(),
                request.task().taskId(),
                request.base().roleType(),
                request.base().modelTier(),
                request.base().whole(),
                assignment.model(),
                decision,
                assignment.key() == null ? null : assignment.key().provider().value(),
                assignment.endpoint(),
                assignment.time(),
                assignment.degraded(),
                assignment.reason());
    }
}
