package dev.quartermaster.routing;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.limits.ExpectedAnswerTokens;
import dev.quartermaster.limits.QuotaUse;
import dev.quartermaster.limits.RateLimiter;
import dev.quartermaster.performance.PerformanceView;
import dev.quartermaster.performance.window.PerformanceStatistics;
import dev.quartermaster.provider.directory.Providers;
import dev.quartermaster.routing.ProviderStates.States;
import dev.quartermaster.routing.Signals.ProviderSignal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The signals of this process, read as they are. Only models that were ever called are looked at: of the others nothing
 * is known.
 */
@ApplicationScoped
class LiveSignals implements SignalSource {

    private final ProviderStates providerStates;
    private final Unavailability unavailability;
    private final Placements placements;
    private final RateLimiter limiter;
    private final ExpectedAnswerTokens answers;
    private final CircuitBreakers circuitBreakers;
    private final PerformanceSource performance;

    @Inject
    LiveSignals(
            Providers providers,
            Placements placements,
            RateLimiter limiter,
            ExpectedAnswerTokens answers,
            CircuitBreakers circuitBreakers,
            PerformanceSource performance,
            TokenFactors tokenFactors) {
        this(
                providers::usable,
                Unavailability.of(providers),
                placements,
                limiter,
                answers,
                circuitBreakers,
                performance,
                tokenFactors);
    }

    LiveSignals(
            Predicate<ProviderId> usable,
            Unavailability unavailability,
            Placements placements,
            RateLimiter limiter,
            ExpectedAnswerTokens answers,
            CircuitBreakers circuitBreakers,
            PerformanceSource performance,
            TokenFactors tokenFactors) {
        this.providerStates = new ProviderStates(usable, unavailability, tokenFactors);
        this.unavailability = unavailability;
        this.placements = placements;
        this.limiter = limiter;
        this.answers = answers;
        this.circuitBreakers = circuitBreakers;
        this.performance = performance;
    }

    @Override
    public Signals now(Selector selector, ModelRequirements requirements) {
        ModelIndex index = selector.index();
        States states = providerStates.of(index);
        return signals(requirements, placements.of(index), states, providers(), touched(index, requirements, states));
    }

    @Override
    public Signals now(Selector selector, ModelRequirements requirements, Collection<ModelKey> named) {
        ModelIndex index = selector.index();
        States states = providerStates.of(index);
        Map<ModelKey, ModelSignal> models = Map.of();
        List<ModelSpec> placed = List.of();
        for (ModelKey key : named) {
            IndexedModel model = index.find(key);
            if (model == null) {
                continue;
            }
            if (model.bedrock) {
                placed = placed.isEmpty() ? new ArrayList<>() : placed;
                placed.add(model.spec);
            }
            ModelSignal signal = one(model, requirements, states);
            if (!signal.equals(ModelSignal.NONE)) {
                models = models.isEmpty() ? new HashMap<>() : models;
                models.put(key, signal);
            }
        }
        return signals(requirements, placements.of(placed), states, Map.of(), models);
    }

    private Signals signals(
            ModelRequirements requirements,
            Placement placement,
            States states,
            Map<ProviderId, ProviderSignal> providers,
            Map<ModelKey, ModelSignal> models) {
        return new Signals(
                states.callable(),
                placement.region(),
                placement.routes(),
                placement.resident(requirements.constraints().residency()),
                placement.unreachable(),
                states.factors(),
                providers,
                models,
                states.closed(),
                unavailability.barred(states.callable()));
    }

    private Map<ProviderId, ProviderSignal> providers() {
        Map<ProviderId, ProviderSignal> signals = new HashMap<>();
        circuitBreakers
                .impairedProviders()
                .forEach((provider, healthView) ->
                        signals.put(provider, new ProviderSignal(healthView.share(), millis(healthView.pause()))));
        return signals;
    }

    /** Health of its provider included. */
    private ModelSignal one(IndexedModel model, ModelRequirements requirements, States states) {
        ModelKey key = model.key();
        ModelSignal signal = withQuota(ModelSignal.NONE, model, requirements, states);
        if (!circuitBreakers.isWell(key)) {
            double share = circuitBreakers.share(key);
            Duration wait = circuitBreakers.wait(key);
            signal = share == 1 && wait.isZero() ? signal : signal.withHealth(share, millis(wait));
        }
        PerformanceStatistics track =
                performance.view().of(key, requirements.asker().agentType());
        return track == PerformanceStatistics.NONE ? signal : signal.withTrack(track);
    }

    private Map<ModelKey, ModelSignal> touched(ModelIndex index, ModelRequirements requirements, States states) {
        Map<ModelKey, ModelSignal> models = new HashMap<>();
        for (ModelKey key : limiter.touched()) {
            IndexedModel model = index.find(key);
            if (model != null) {
                models.put(key, withQuota(ModelSignal.NONE, model, requirements, states));
            }
        }
        circuitBreakers
                .impairedModels()
                .forEach((key, healthView) ->
                        models.put(key, known(models, key).withHealth(healthView.share(), millis(healthView.pause()))));
        PerformanceView view = performance.view();
        for (ModelKey key : view.models()) {
            models.put(
                    key,
                    known(models, key)
                            .withTrack(view.of(key, requirements.asker().agentType())));
        }
        models.values().removeIf(ModelSignal.NONE::equals);
        return models;
    }

    private static ModelSignal known(Map<ModelKey, ModelSignal> models, ModelKey key) {
        return models.getOrDefault(key, ModelSignal.NONE);
    }

    private ModelSignal withQuota(
            ModelSignal signal, IndexedModel model, ModelRequirements requirements, States states) {
        double factor = states.factor(model.key().provider());
        long answer = requirements.task().equals(ModelRequirements.VECTORS)
                ? 0
                : answers.expected(model.key(), requirements.maxOutputTokens());
        long tokens = limiter.hold(model.spec, null, PreparedInputs.tokens(requirements, factor), answer);
        QuotaUse use = limiter.use(model.spec, tokens);
        return use == null ? signal : signal.withQuota(millis(use.pause()), use.requests(), use.tokens());
    }

    /** Rounds up, so that a wait that is left stays one. */
    private static long millis(Duration wait) {
        if (wait.equals(QuotaUse.NEVER)) {
            return ModelSignal.NEVER;
        }
        return (wait.toNanos() + 999_999) / 1_000_000;
    }
}
