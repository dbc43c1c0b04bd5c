package dev.quartermaster.inference.planning;

import dev.quartermaster.agents.AgentProfile;
import dev.quartermaster.agents.AgentProfiles;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.routing.RequestingAgent;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The settings of the calling agent that apply to a request before selection. */
public final class CallingAgent {

    private CallingAgent() {}

    /**
     * @param type null where the caller is no agent
     * @throws QuartermasterException when it is disabled
     */
    public static Optional<AgentProfile> of(AgentProfiles agents, @Nullable String type) {
        if (type == null) {
            return Optional.empty();
        }
        AgentProfile agent = agents.of(type);
        if (!agent.enabled()) {
            throw new QuartermasterException(
                    ErrorCode.AGENT_DISABLED, "The agent " + agent.agentType() + " is disabled.");
        }
        return Optional.of(agent);
    }

    /**
     * Refuses a caller whose key does not let it act as that agent type.
     *
     * @param type null where it names none
     * @param field that names it
     */
    public static void requireAllowed(Caller caller, @Nullable String type, String field) {
        Set<String> allowed = caller.grant().agentTypes();
        if (allowed != null && (type == null || !allowed.contains(type))) {
            throw new QuartermasterException(
                    ErrorCode.FORBIDDEN,
                    "This key may act as " + String.join(", ", new TreeSet<>(allowed))
                            + " only, and the request is for " + (type == null ? "no agent type" : type) + ".",
                    field,
                    null);
        }
    }

    /** Who asks: it may use what both its settings and the caller's key allow. */
    public static RequestingAgent asker(Optional<AgentProfile> agent, RegistrySnapshot models, Caller caller) {
        Set<ModelKey> granted = caller.grant().models();
        if (agent.isEmpty()) {
            return granted == null ? RequestingAgent.ANYBODY : new RequestingAgent(null, granted, null);
        }
        Set<ModelKey> own = allowed(agent, models);
        return new RequestingAgent(
                agent.map(AgentProfile::agentType).orElse(null),
                granted == null ? own : own == null ? granted : both(own, granted),
                null);
    }

    private static Set<ModelKey> both(Set<ModelKey> some, Set<ModelKey> others) {
        Set<ModelKey> both = new TreeSet<>(some);
        both.retainAll(others);
        return both;
    }

    /** Null for all. A name that no model has any more allows none. */
    private static @Nullable Set<ModelKey> allowed(Optional<AgentProfile> agent, RegistrySnapshot models) {
        Set<String> names = agent.map(AgentProfile::allowedModels).orElse(Set.of());
        if (names.isEmpty()) {
            return null;
        }
        Set<ModelKey> keys = new TreeSet<>();
        names.forEach(name -> models.resolve(name).ifPresent(model -> keys.add(model.key())));
        return keys;
    }
}
