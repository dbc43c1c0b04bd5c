package dev.quartermaster.api.selections;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.api.KnownNames;
import dev.quartermaster.domain.AgentType;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.TokenEstimator;
import dev.quartermaster.inference.selection.SelectionTask;
import dev.quartermaster.routing.Constraints;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.hibernate.validator.constraints.Range;
import org.jspecify.annotations.Nullable;

/**
 * The task of a selection or an assignment.
 *
 * @param id of the task; {@code task_id} is another name of the field
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record TaskBody(
        @Nullable String id,
        @Nullable String taskId,
        @Nullable String agentType,
        @Nullable String priority,
        @Nullable String prompt,

        @Range(max = Integer.MAX_VALUE, message = COUNT) @Nullable Long inputTokens,

        @Range(min = 1, max = Integer.MAX_VALUE, message = COUNT) @Nullable Long maxTokens,

        @Nullable List<String> features) {

    /** The end of the error about a field that a selection or an assignment does not have. */
    public static final String UNKNOWN = "is not a known field";

    /** The task of a request that does not describe one. */
    public static final TaskBody NONE = new TaskBody(null, null, null, null, null, null, null, null);

    private static final String COUNT = "must be a whole number from {min} on";
    private static final int LONGEST_ID = 256;

    /**
     * @param path the place of the task in the body
     * @param outerAgentType the agent type that stands beside the task; null where only the task may name one
     * @throws QuartermasterException naming the field that is wrong
     */
    public SelectionTask task(String path, @Nullable String outerAgentType, Constraints constraints) {
        if (agentType != null) {
            AgentType.check(path + ".agent_type", agentType);
        }
        return new SelectionTask(
                eitherId(path),
                outerAgentType == null ? agentType : outerAgentType,
                priority(path),
                tokens(),
                maxTokens,
                KnownNames.features(path + ".features", features == null ? List.of() : features),
                constraints);
    }

    private @Nullable String eitherId(String path) {
        String either = id == null ? taskId : id;
        if (either != null && (either.isBlank() || either.length() > LONGEST_ID)) {
            throw invalid(path + ".id", "must be some text of at most " + LONGEST_ID + " characters");
        }
        return either;
    }

    private Priority priority(String path) {
        return priority == null
                ? Priority.MEDIUM
                : Priority.parse(priority)
                        .orElseThrow(() -> invalid(path + ".priority", "must be low, medium, high or critical"));
    }

    private long tokens() {
        return inputTokens != null ? inputTokens : prompt == null ? 0 : TokenEstimator.ofText(prompt);
    }

    private static QuartermasterException invalid(String field, String rule) {
        return QuartermasterException.invalid(field, "'" + field + "' " + rule);
    }
}
