package dev.quartermaster.routing;

import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.Tasks;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Requirements of one request on a model.
 *
 * @param task the capability without which a model cannot do the task at all: {@link #TEXT} or {@link #VECTORS}
 * @param inputTokens the estimate, before the provider's calibration factor
 * @param maxOutputTokens the most output tokens; null if the caller left it open
 */
public record ModelRequirements(
        String task,
        Set<Feature> features,
        long inputTokens,
        @Nullable Long maxOutputTokens,
        Priority priority,
        Constraints constraints,
        RequestingAgent asker) {

    public static final String TEXT = Tasks.TEXT;
    public static final String VECTORS = Tasks.VECTORS;

    public ModelRequirements {
        if (inputTokens < 0 || (maxOutputTokens != null && maxOutputTokens < 0)) {
            throw new IllegalArgumentException("token counts must not be negative");
        }
        features = Constraints.sorted(features);
    }

    /** Creates the requirements of a text request that is bound to no agent or conversation. */
    public ModelRequirements(Set<Feature> features, long inputTokens, Long maxOutputTokens, Priority priority) {
        this(TEXT, features, inputTokens, maxOutputTokens, priority, Constraints.NONE, RequestingAgent.ANYBODY);
    }

    public ModelRequirements with(Constraints other) {
        return new ModelRequirements(task, features, inputTokens, maxOutputTokens, priority, other, asker);
    }

    public ModelRequirements with(RequestingAgent other) {
        return new ModelRequirements(task, features, inputTokens, maxOutputTokens, priority, constraints, other);
    }

    /** @param running null for none */
    public ModelRequirements withConversation(OngoingConversation running) {
        return with(new RequestingAgent(asker.agentType(), asker.allowed(), running));
    }
}
