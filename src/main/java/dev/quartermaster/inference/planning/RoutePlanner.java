package dev.quartermaster.inference.planning;

import dev.quartermaster.agents.AgentProfile;
import dev.quartermaster.agents.AgentProfiles;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.inference.request.InferenceOperation;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.routing.Decision;
import dev.quartermaster.routing.ModelRequirements;
import dev.quartermaster.routing.RequestingAgent;
import dev.quartermaster.routing.Router;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** From the model a caller names to the route its request may take. */
@ApplicationScoped
public class RoutePlanner {

    private static final String AUTO = "auto";
    private static final String AGENT = "agent:";

    private final ModelRegistry registry;
    private final AgentProfiles agents;
    private final DefaultFallbacks defaults;
    private final Router router;
    private final Conversations conversations;

    RoutePlanner(
            ModelRegistry registry,
            AgentProfiles agents,
            DefaultFallbacks defaults,
            Router router,
            Conversations conversations) {
        this.registry = registry;
        this.agents = agents;
        this.defaults = defaults;
        this.router = router;
        this.conversations = conversations;
    }

    /**
     * A route, and the agent profile it follows where the caller is an agent.
     *
     * @param request with what its agent adds to it
     * @param named whether the first model was asked for by name; else all were chosen for the request
     * @param arm which side of its agent's canary it speaks for; empty without one, or when that side's model could not
     *     be called
     * @param need what a model must have to answer
     */
    public record Plan(
            InferenceRequest request,
            Decision decision,
            Optional<AgentProfile> agent,
            boolean named,
            Optional<String> arm,
            ModelRequirements need) {

        /** The same plan for another operation that asks for less. */
        public Plan asking(InferenceOperation operation) {
            return new Plan(request.asking(operation), decision, agent, named, arm, need);
        }
    }

    /** @throws QuartermasterException when the model or an ability is unknown, or its agent may not call */
    public Plan plan(InferenceRequest asked) {
        KnownCapabilities.require(
                "quartermaster.required_capabilities",
                asked.hints().requiredCapabilities(),
                registry.snapshot().models());
        return plan(asked, profile(asked));
    }

    /** The same for an agent that is set like this. */
    Plan plan(InferenceRequest asked, Optional<AgentProfile> agent) {
        RegistrySnapshot models = registry.snapshot();
        InferenceRequest request =
                agent.map(profile -> AgentDefaults.of(asked, profile)).orElse(asked);
        ModelRequirements requirements = RequirementsReader.of(
                request,
                agent.map(AgentProfile::requiredFeatures).orElse(Set.of()),
                CallingAgent.asker(agent, models, request.caller()));
        Optional<CanaryArm> side = agent.filter(profile -> request.model().startsWith(AGENT))
                .flatMap(profile -> CanaryArm.of(request, profile, models));
        Decision decision = decide(request, agent, side, requirements);
        Optional<String> arm = side.filter(own -> own.began(decision, models)).map(CanaryArm::word);
        return new Plan(request, decision, agent, decision.isNamed(), arm, requirements);
    }

    private Optional<AgentProfile> profile(InferenceRequest request) {
        String named = request.model().startsWith(AGENT) ? request.model().substring(AGENT.length()) : null;
        String type = named == null ? request.hints().agentType() : named;
        CallingAgent.requireAllowed(request.caller(), type, named == null ? "quartermaster.agent_type" : "model");
        return CallingAgent.of(agents, type);
    }

    private Decision decide(
            InferenceRequest request,
            Optional<AgentProfile> agent,
            Optional<CanaryArm> side,
            ModelRequirements requirements) {
        if (request.model().startsWith(AGENT)) {
            String why = "set for " + request.model()
                    + side.map(own -> "; " + own.why()).orElse("");
            return side.map(CanaryArm::model)
                    .orElseGet(() -> agent.orElseThrow().model())
                    .filter(model -> !model.equals(AUTO))
                    .map(model -> named(request, model, agent, requirements, why))
                    .orElseGet(() -> select(request, requirements));
        } else if (request.model().equals(AUTO)) {
            return select(request, requirements);
        }
        return named(request, request.model(), agent, requirements, "asked for by name");
    }

    /** Vectors of different models cannot be compared, so whoever keeps them must know whose they are. */
    private Decision select(InferenceRequest request, ModelRequirements requirements) {
        if (request.ask() instanceof InferenceOperation.Vectors) {
            throw QuartermasterException.invalid(
                    "model", "An embedding model must be named: vectors of different models cannot be compared.");
        }
        ModelRequirements conversing =
                conversations.of(request).map(requirements::withConversation).orElse(requirements);
        return router.select(
                conversing,
                request.spender(),
                request.ask().answers(),
                request.ask().requestedTier());
    }

    private Decision named(
            InferenceRequest request,
            String name,
            Optional<AgentProfile> agent,
            ModelRequirements requirements,
            String why) {
        RegistrySnapshot models = registry.snapshot();
        ModelSpec asked = require(models, name, "model");
        requireAllowed(request.caller(), asked, agent, requirements);
        List<ModelSpec> fallbacks = request.hints().fallbacks().isPresent()
                ? named(request.hints().fallbacks().get(), models)
                : configuredFallbacks(request, asked, agent, models);
        return router.named(permitted(asked, fallbacks, requirements.asker()), requirements, asked.key() + ": " + why);
    }

    private static List<ModelSpec> named(List<String> fallbacks, RegistrySnapshot models) {
        return fallbacks.stream()
                .map(other -> require(models, other, "quartermaster.fallbacks"))
                .toList();
    }

    private static List<ModelSpec> permitted(ModelSpec asked, List<ModelSpec> fallbacks, RequestingAgent asker) {
        if (fallbacks.isEmpty()) {
            return List.of(asked);
        }
        List<ModelSpec> route = new ArrayList<>(fallbacks.size() + 1);
        route.add(asked);
        for (ModelSpec fallback : fallbacks) {
            if (asker.mayUse(fallback.key())) {
                route.add(fallback);
            }
        }
        return route;
    }

    private static void requireAllowed(
            Caller caller, ModelSpec asked, Optional<AgentProfile> agent, ModelRequirements requirements) {
        Set<ModelKey> granted = caller.grant().models();
        if (granted != null && !granted.contains(asked.key())) {
            throw new QuartermasterException(
                    ErrorCode.FORBIDDEN,
                    "This key may not use " + asked.key() + "; it may use "
                            + granted.stream().sorted().map(ModelKey::toString).collect(Collectors.joining(", ")) + ".",
                    "model",
                    null);
        }
        if (!requirements.asker().mayUse(asked.key())) {
            AgentProfile profile = agent.orElseThrow();
            throw new QuartermasterException(
                    ErrorCode.FORBIDDEN,
                    "The agent " + profile.agentType() + " may not use " + asked.key() + "; it may use "
                            + String.join(", ", profile.allowedModels()) + ".",
                    "model",
                    null);
        }
    }

    /** Of a model that its agent is set to, the agent's; of one asked for by name, the model's own before them. */
    private List<ModelSpec> configuredFallbacks(
            InferenceRequest request, ModelSpec asked, Optional<AgentProfile> agent, RegistrySnapshot models) {
        boolean isSet = request.model().startsWith(AGENT);
        Optional<List<String>> agents = agent.flatMap(AgentProfile::fallbacks);
        if (isSet && agents.isPresent()) {
            return resolved(agents.get(), models);
        } else if (!asked.fallbacks().isEmpty()) {
            return resolved(asked.fallbacks(), models);
        }
        return isSet ? defaults.of(asked, models) : resolved(agents.orElse(List.of()), models);
    }

    private static List<ModelSpec> resolved(List<String> names, RegistrySnapshot models) {
        return names.isEmpty()
                ? List.of()
                : names.stream().flatMap(name -> models.resolve(name).stream()).toList();
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
