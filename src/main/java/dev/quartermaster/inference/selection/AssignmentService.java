package dev.quartermaster.inference.selection;

import dev.quartermaster.agents.AgentProfiles;
import dev.quartermaster.catalog.query.CallPolicy;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.inference.planning.NoCandidateError;
import dev.quartermaster.provider.directory.ProviderState;
import dev.quartermaster.provider.directory.Providers;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.routing.Decision;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.jspecify.annotations.Nullable;

/**
 * Assigns models to tasks on top of what somebody else's optimizer decided. Whatever goes wrong, there is an answer: then
 * the optimizer's own fallback, marked as such.
 */
@ApplicationScoped
public class AssignmentService {

    private final SelectionService selectionService;
    private final AgentProfiles agents;
    private final ModelRegistry registry;
    private final Providers providers;
    private final CircuitBreakers circuitBreakers;
    private final CallPolicy callPolicy;
    private final Clock clock;
    private final AssignmentCache book;

    AssignmentService(
            SelectionService selectionService,
            AgentProfiles agents,
            ModelRegistry registry,
            Providers providers,
            CircuitBreakers circuitBreakers,
            CallPolicy callPolicy,
            AssignmentsConfig config,
            Clock clock) {
        this.selectionService = selectionService;
        this.agents = agents;
        this.registry = registry;
        this.providers = providers;
        this.circuitBreakers = circuitBreakers;
        this.callPolicy = callPolicy;
        this.clock = clock;
        this.book = new AssignmentCache(config.remembered());
    }

    /** The same for the same task until something it depends on changes; a task without an id is chosen for each time. */
    public Assignment assign(AssignmentRequest request, Caller caller) {
        return assign(request, caller, this::circumstances);
    }

    /** Assigns to many tasks as things stand now, which is looked at once for all of them. */
    public Function<AssignmentRequest, Assignment> atOnce(Caller caller) {
        SharedState now = circumstances();
        return request -> assign(request, caller, () -> now);
    }

    private Assignment assign(AssignmentRequest request, Caller caller, Supplier<SharedState> now) {
        SelectionTask task = request.task();
        if (task.taskId() == null) {
            return choose(request, caller);
        }
        AssignmentCache.Key key = new AssignmentCache.Key(task.agentType(), task.taskId());
        StateStamp stateStamp = new StateStamp(now.get(), agents.of(task.agentType()));
        return book.get(key, request, stateStamp, known -> isAffordable(known, caller), () -> choose(request, caller));
    }

    /** Returns the assignment of a task, if it is still valid. */
    public Optional<Assignment> find(String agentType, String taskId, Caller caller) {
        return book.find(
                        new AssignmentCache.Key(agentType, taskId),
                        new StateStamp(circumstances(), agents.of(agentType)))
                .filter(known -> isAffordable(known, caller));
    }

    private boolean isAffordable(Assignment known, Caller caller) {
        return known.decision() == null
                || selectionService.isAffordable(known.request().task(), caller, known.decision());
    }

    /** Forgets assignments. {@code agentType} null for all; @return how many */
    public int clear(@Nullable String agentType) {
        return book.clear(agentType);
    }

    private SharedState circumstances() {
        Set<String> down = new HashSet<>();
        circuitBreakers.impairedModels().forEach((model, healthView) -> {
            if (!healthView.pause().isZero()) {
                down.add(model.toString());
            }
        });
        circuitBreakers.impairedProviders().forEach((provider, healthView) -> {
            if (!healthView.pause().isZero()) {
                down.add(provider.value());
            }
        });
        Set<String> callable = new HashSet<>();
        for (ProviderState provider : providers.states()) {
            if (provider.usable()) {
                callable.add(provider.id().value());
            }
        }
        return new SharedState(registry.snapshot().version(), down, callable);
    }

    /** Selects a model. A task that none is left for, or whose selection fails, returns to its base assignment. */
    @Fallback(fallbackMethod = "returnToBase", applyOn = RuntimeException.class)
    Assignment choose(AssignmentRequest request, Caller caller) {
        Decision decision = selectionService.decide(request.task(), caller);
        return decision.route().isEmpty()
                ? degraded(
                        request,
                        decision,
                        NoCandidateError.of(decision.rejected(), decision.time())
                                .getMessage())
                : chosen(request, decision);
    }

    Assignment returnToBase(AssignmentRequest request, Caller caller, Throwable failure) {
        if (failure instanceof QuartermasterException refused) {
            return degraded(request, null, refused.getMessage());
        }
        Log.error("A model could not be chosen for a task; its base assignment's fallback stands in", failure);
        return degraded(request, null, "The selection failed; the service's log says why.");
    }

    private Assignment chosen(AssignmentRequest request, Decision decision) {
        ModelKey key = decision.route().get(0).model().key();
        return new Assignment(request, key.id(), key, endpoint(key.provider()), decision, clock.instant(), null);
    }

    private Assignment degraded(AssignmentRequest request, @Nullable Decision decision, @Nullable String why) {
        BaseAssignment base = request.base();
        String model = Stream.of(
                        Optional.ofNullable(base.fallbackModel()),
                        Optional.ofNullable(base.recommendedModel()),
                        agents.defaultModel())
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
        ModelKey key = model == null
                ? null
                : registry.snapshot().resolve(model).map(known -> known.key()).orElse(null);
        return new Assignment(
                request, model, key, key == null ? null : endpoint(key.provider()), decision, clock.instant(), why);
    }

    private @Nullable String endpoint(ProviderId provider) {
        return providers.states().stream()
                .filter(state -> state.id().equals(provider))
                .map(ProviderState::baseUrl)
                .filter(url -> url != null)
                .map(inRegion())
                .findFirst()
                .orElse(null);
    }

    private Function<String, String> inRegion() {
        return url -> url.replace("{region}", callPolicy.home());
    }
}
