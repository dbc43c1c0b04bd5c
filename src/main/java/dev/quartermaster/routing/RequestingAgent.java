package dev.quartermaster.routing;

import dev.quartermaster.domain.ModelKey;
import java.util.Set;

/**
 * Who asks for a model, and in the course of what.
 *
 * @param agentType whose history with the models counts; null for everybody's
 * @param allowed the only models that may be chosen; null for all
 * @param conversation the one that the request goes on with; null for none
 */
public record RequestingAgent(String agentType, Set<ModelKey> allowed, OngoingConversation conversation) {

    public static final RequestingAgent ANYBODY = new RequestingAgent(null, null, null);

    public RequestingAgent {
        allowed = allowed == null ? null : Constraints.sorted(allowed);
    }

    public boolean mayUse(ModelKey model) {
        return allowed == null || allowed.contains(model);
    }
}
