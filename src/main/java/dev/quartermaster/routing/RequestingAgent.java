package dev.quartermaster.routing;

import dev.quartermaster.domain.ModelKey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Context of the agent that requests a model.
 *
 * @param agentType the agent type whose history counts; null for the history of all
 * @param allowed the only models that may be chosen; null for all
 * @param conversation the conversation that the request continues; null for none
 */
public record RequestingAgent(
        @Nullable String agentType,
        @Nullable Set<ModelKey> allowed,
        @Nullable OngoingConversation conversation) {

    public static final RequestingAgent ANYBODY = new RequestingAgent(null, null, null);

    public RequestingAgent {
        allowed = allowed == null ? null : Constraints.sorted(allowed);
    }

    public boolean mayUse(ModelKey model) {
        return allowed == null || allowed.contains(model);
    }
}
