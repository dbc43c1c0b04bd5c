package dev.quartermaster.domain;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Models, agent types and amounts that a caller may use.
 *
 * @param models null for all
 * @param agentTypes null for all, and for requests of no agent type
 * @param requestsPerMinute null where nothing of its own is set
 * @param tokensPerMinute null where nothing of its own is set
 * @param tenant group whose callers may be given each other's cached answers; null for none
 */
public record CallerGrant(
        @Nullable Set<ModelKey> models,
        @Nullable Set<String> agentTypes,
        @Nullable Long requestsPerMinute,
        @Nullable Long tokensPerMinute,
        @Nullable String tenant) {

    /** Everything, within what is set for callers that are not named. */
    public static final CallerGrant ALL = new CallerGrant(null, null, null, null, null);

    public boolean mayUse(ModelKey model) {
        return models == null || models.contains(model);
    }

    /** Returns whether it may act as that agent type; one that is bound to some must name one of them. */
    public boolean mayBe(@Nullable String agentType) {
        return agentTypes == null || (agentType != null && agentTypes.contains(agentType));
    }
}
