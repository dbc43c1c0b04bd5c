package dev.quartermaster.routing;

import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.Tasks;
import java.util.Set;

/**
 * What one request needs of a model.
 *
 * @param task the capability without which a model cannot do what is asked at all: {@link #TEXT} or {@link #VECTORS}
 * @param inputTokens estimated, before what is known of a provider's way of counting
 * @param maxOutputTokens the most the answer may take; null where the caller left it open
 */
public record ModelRequirements(
        String task,
        Set<Feature> features,
        long inputTokens,
        Long maxOutputTokens,
        Priority priority,
        Constraints constraints,
        RequestingAgent asker) {

    public static final String TEXT = Tasks.TEXT;
    public static final String VECTORS = Tasks.VECTORS;

    public ModelRequirements {
        if (inputTokens < 0 || maxOutputTokens != null && maxOutputTokens < 0) {
            throw new IllegalArgumentException("token counts must not be negative");
        }
        features = Constraints.sorted(features);
    }

    /** What somebody's question needs that could be anybody's. */
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
