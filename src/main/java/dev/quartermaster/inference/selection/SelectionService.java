package dev.quartermaster.inference.selection;

import dev.quartermaster.agents.AgentProfile;
import dev.quartermaster.agents.AgentProfiles;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.inference.planning.CallingAgent;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.routing.Decision;
import dev.quartermaster.routing.ModelRequirements;
import dev.quartermaster.routing.Router;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Chooses for a task as for a request of it, and calls nothing. */
@ApplicationScoped
public class SelectionService {

    private final Router router;
    private final AgentProfiles agents;
    private final ModelRegistry registry;

    SelectionService(Router router, AgentProfiles agents, ModelRegistry registry) {
        this.router = router;
        this.agents = agents;
        this.registry = registry;
    }

    /**
     * The route may be empty.
     *
     * @throws QuartermasterException when the agent may not call
     */
    public Decision decide(SelectionTask task) {
        return router.select(need(task, CallingAgent.of(agents, task.agentType())));
    }

    private ModelRequirements need(SelectionTask task, Optional<AgentProfile> agent) {
        Set<Feature> features = new TreeSet<>(task.features());
        agent.ifPresent(profile -> features.addAll(profile.requiredFeatures()));
        return new ModelRequirements(
                ModelRequirements.TEXT,
                features,
                task.inputTokens(),
                task.maxOutputTokens() == null ? set(agent) : task.maxOutputTokens(),
                task.priority(),
                task.constraints(),
                CallingAgent.asker(agent, registry.snapshot()));
    }

    private static @Nullable Long set(Optional<AgentProfile> agent) {
        Integer tokens = agent.map(profile -> profile.parameters().maxTokens()).orElse(null);
        return tokens == null ? null : tokens.longValue();
    }
}
