package dev.quartermaster.inference;

import dev.quartermaster.agents.AgentProfile;
import dev.quartermaster.agents.AgentProfiles;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.routing.Decision;
import dev.quartermaster.routing.Need;
import dev.quartermaster.routing.Router;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From the model a caller names to the route its request may take. */
@ApplicationScoped
class RoutePlanner {

    private static final String AUTO = "auto";
    private static final String AGENT = "agent:";

    private final ModelRegistry registry;
    private final AgentProfiles agents;
    private final Router router;

    RoutePlanner(ModelRegistry registry, AgentProfiles agents, Router router) {
        this.registry = registry;
        this.agents = agents;
        this.router = router;
    }

    /**
     * A route, and the agent profile it follows where the caller is an agent.
     *
     * @param named whether the first model was asked for by name; else all were chosen for the request
     */
    record Plan(Decision decision, Optional<AgentProfile> agent, boolean named) {}

    /** @throws QuartermasterException when the model or an ability is unknown, or its agent may not call */
    Plan plan(InferenceRequest request) {
        KnownAbilities.require(
                request.hints().requiredCapabilities(), registry.snapshot().models());
        Optional<AgentProfile> agent = profile(request);
        Need need = Needs.of(request, agent.map(AgentProfile::requiredFeatures).orElse(Set.of()))
                .withAgentType(agent.map(AgentProfile::agentType).orElse(null));
        Decision decision = decide(request, agent, need);
        return new Plan(decision, agent, decision.isNamed());
    }

    /** @throws QuartermasterException when no model of the route may answer, with the reasons */
    static void requireRoute(Decision decision) {
        if (!decision.route().isEmpty()) {
            return;
        }
        throw NoCandidate.of(decision.rejected());
    }

    private Optional<AgentProfile> profile(InferenceRequest request) {
        String named = request.model().startsWith(AGENT) ? request.model().substring(AGENT.length()) : null;
        String type = named == null ? request.hints().agentType() : named;
        Optional<AgentProfile> profile = Optional.ofNullable(type).map(agents::of);
        profile.filter(agent -> !agent.enabled()).ifPresent(agent -> {
            throw new QuartermasterException(
                    ErrorCode.AGENT_DISABLED, "The agent " + agent.agentType() + " is disabled.");
        });
        return profile;
    }

    private Decision decide(InferenceRequest request, Optional<AgentProfile> agent, Need need) {
        if (request.model().startsWith(AGENT)) {
            return agent.flatMap(AgentProfile::model)
                    .filter(model -> !model.equals(AUTO))
                    .map(model -> named(request, model, agent, need, "set for " + request.model()))
                    .orElseGet(() -> select(request, need));
        } else if (request.model().equals(AUTO)) {
            return select(request, need);
        }
        return named(request, request.model(), agent, need, "asked for by name");
    }

    /** Vectors of different models cannot be compared, so whoever keeps them must know whose they are. */
    private Decision select(InferenceRequest request, Need need) {
        if (request.ask() instanceof Ask.Vectors) {
            throw QuartermasterException.invalid(
                    "model", "An embedding model must be named: vectors of different models cannot be compared.");
        }
        return router.select(need);
    }

    private Decision named(InferenceRequest request, String name, Optional<AgentProfile> agent, Need need, String why) {
        RegistrySnapshot models = registry.snapshot();
        ModelSpec asked = require(models, name, "model");
        List<ModelSpec> route = new ArrayList<>();
        route.add(asked);
        request.hints()
                .fallbacks()
                .ifPresentOrElse(
                        names -> names.forEach(other -> route.add(require(models, other, "quartermaster.fallbacks"))),
                        () -> configuredFallbacks(asked, agent)
                                .forEach(other -> models.resolve(other).ifPresent(route::add)));
        return router.named(route, need, asked.key() + ": " + why);
    }

    private static List<String> configuredFallbacks(ModelSpec asked, Optional<AgentProfile> agent) {
        if (!asked.fallbacks().isEmpty()) {
            return asked.fallbacks();
        }
        return agent.map(AgentProfile::fallbacks).orElse(List.of());
    }

    private static ModelSpec require(RegistrySnapshot models, String name, String param) {
        return models.resolve(name)
                .orElseThrow(() -> new QuartermasterException(
                        ErrorCode.MODEL_NOT_FOUND,
                        "The model `" + name + "` does not exist. GET /v1/models lists those that do.",
                        param,
                        null));
    }
}
