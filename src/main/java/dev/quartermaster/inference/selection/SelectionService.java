package dev.quartermaster.inference.selection;

import dev.quartermaster.agents.AgentProfile;
import dev.quartermaster.agents.AgentProfiles;
import dev.quartermaster.budgets.BudgetHolds;
import dev.quartermaster.budgets.Economy;
import dev.quartermaster.budgets.Spender;
import dev.quartermaster.cost.CallBounds;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.inference.planning.CallMaximum;
import dev.quartermaster.inference.planning.CallingAgent;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.routing.BudgetSignals;
import dev.quartermaster.routing.Decision;
import dev.quartermaster.routing.ModelRequirements;
import dev.quartermaster.routing.Router;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Objects;
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
    private final BudgetHolds budgets;
    private final CallMaximum callMaximum;
    private final Clock clock;

    SelectionService(
            Router router,
            AgentProfiles agents,
            ModelRegistry registry,
            BudgetHolds budgets,
            CallMaximum callMaximum,
            Clock clock) {
        this.router = router;
        this.agents = agents;
        this.registry = registry;
        this.budgets = budgets;
        this.callMaximum = callMaximum;
        this.clock = clock;
    }

    /**
     * The route may be empty.
     *
     * @param caller who asks, and would pay
     * @throws QuartermasterException when the agent may not call
     */
    public Decision decide(SelectionTask task, Caller caller) {
        CallingAgent.requireAllowed(caller, task.agentType(), "task.agent_type");
        return router.select(
                need(task, CallingAgent.of(agents, task.agentType()), caller), spender(task, caller), 1, null);
    }

    /** Returns whether budgets still let the model be called that a decision begins with, and steer as they did then. */
    boolean isAffordable(SelectionTask task, Caller caller, Decision decision) {
        BudgetSignals.Economy before = decision.inputs().signals().budgets().economy();
        if (budgets.isEmpty() || decision.route().isEmpty()) {
            return before == null;
        }
        Spender spender = spender(task, caller);
        ModelSpec model = decision.route().get(0).model();
        CallBounds bounds = callMaximum.bounds(model, task.inputTokens(), task.maxOutputTokens(), 1, null);
        long most = callMaximum.nanos(model, bounds);
        return Objects.equals(
                        before == null ? null : before.budget(),
                        budgets.economy(spender).map(Economy::budget).orElse(null))
                && budgets.blocking(spender).stream().noneMatch(budget -> budget.refuses(model.key(), most));
    }

    private Spender spender(SelectionTask task, Caller caller) {
        return new Spender(null, task.agentType(), task.taskId(), caller.id(), clock.instant());
    }

    private ModelRequirements need(SelectionTask task, Optional<AgentProfile> agent, Caller caller) {
        Set<Feature> features = new TreeSet<>(task.features());
        agent.ifPresent(profile -> features.addAll(profile.requiredFeatures()));
        return new ModelRequirements(
                ModelRequirements.TEXT,
                features,
                task.inputTokens(),
                task.maxOutputTokens() == null ? set(agent) : task.maxOutputTokens(),
                task.priority(),
                task.constraints(),
                CallingAgent.asker(agent, registry.snapshot(), caller));
    }

    private static @Nullable Long set(Optional<AgentProfile> agent) {
        Integer tokens = agent.map(profile -> profile.parameters().maxTokens()).orElse(null);
        return tokens == null ? null : tokens.longValue();
    }
}
