package dev.quartermaster.routing;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.limits.ExpectedAnswerTokens;
import dev.quartermaster.limits.QuotaUse;
import dev.quartermaster.limits.RateLimiter;
import dev.quartermaster.performance.PerformanceView;
import dev.quartermaster.provider.Providers;
import dev.quartermaster.routing.Signals.ProviderSignal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The signals of this process, read as they are. Only models that were ever called are looked at: of the others nothing
 * is known.
 */
@ApplicationScoped
class LiveSignals implements SignalSource {

    private final Predicate<ProviderId> usable;
    private final Unavailability unavailability;
    private final Placements placements;
    private final RateLimiter limiter;
    private final ExpectedAnswerTokens answers;
    private final CircuitBreakers circuitBreakers;
    private final PerformanceSource performance;
    private final TokenFactors tokenFactors;

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
        this.usable = usable;
        this.unavailability = unavailability;
        this.placements = placements;
        this.limiter = limiter;
        this.answers = answers;
        this.circuitBreakers = circuitBreakers;
        this.performance = performance;
        this.tokenFactors = tokenFactors;
    }

    @Override
    public Signals now(Selector selector, ModelRequirements requirements) {
        ModelIndex index = selector.index();
        Map<ProviderId, Double> factors = factors(index);
        return signals(
                index, requirements, placements.of(index), factors, providers(), touched(index, requirements, factors));
    }

    @Override
    public Signals now(Selector selector, ModelRequirements requirements, Collection<ModelKey> named) {
        ModelIndex index = selector.index();
        Map<ProviderId, Double> factors = factors(index);
        Map<ModelKey, ModelSignal> models = new HashMap<>();
        List<ModelSpec> specs = new ArrayList<>();
        for (ModelKey key : named) {
            IndexedModel model = index.find(key);
            if (model != null) {
                specs.add(model.spec);
                models.put(key, one(model, requirements, factors));
            }
        }
        models.values().removeIf(ModelSignal.NONE::equals);
        return signals(index, requirements, placements.of(specs), factors, Map.of(), models);
    }

    private Signals signals(
            ModelIndex index,
            ModelRequirements requirements,
            Placement placement,
            Map<ProviderId, Double> factors,
            Map<ProviderId, ProviderSignal> providers,
            Map<ModelKey, ModelSignal> models) {
        Set<ProviderId> callable = callable(index);
        return new Signals(
                callable,
                placement.region(),
                placement.routes(),
                placement.resident(requirements.constraints().residency()),
                placement.unreachable(),
                factors,
                providers,
                models,
                unavailability.closed(index.providers(), callable),
                unavailability.barred(callable));
    }

    private Set<ProviderId> callable(ModelIndex index) {
        Set<ProviderId> callable = new HashSet<>();
        for (ProviderId provider : index.providers()) {
            if (usable.test(provider)) {
                callable.add(provider);
            }
        }
        return callable;
    }

    private Map<ProviderId, Double> factors(ModelIndex index) {
        Map<ProviderId, Double> factors = new HashMap<>();
        for (ProviderId provider : index.providers()) {
            double factor = tokenFactors.of(provider);
            if (factor != 1) {
                factors.put(provider, factor);
            }
        }
        return factors;
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
    private ModelSignal one(IndexedModel model, ModelRequirements requirements, Map<ProviderId, Double> factors) {
        ModelKey key = model.key();
        return withQuota(ModelSignal.NONE, model, requirements, factors)
                .withHealth(circuitBreakers.share(key), millis(circuitBreakers.wait(key)))
                .withTrack(performance.view().of(key, requirements.asker().agentType()));
    }

    private Map<ModelKey, ModelSignal> touched(
            ModelIndex index, ModelRequirements requirements, Map<ProviderId, Double> factors) {
        Map<ModelKey, ModelSignal> models = new HashMap<>();
        for (ModelKey key : limiter.touched()) {
            IndexedModel model = index.find(key);
            if (model != null) {
                models.put(key, withQuota(ModelSignal.NONE, model, requirements, factors));
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
            ModelSignal signal, IndexedModel model, ModelRequirements requirements, Map<ProviderId, Double> factors) {
        double factor = factors.getOrDefault(model.key().provider(), 1.0);
        long answer = requirements.task().equals(ModelRequirements.VECTORS)
                ? 0
                : answers.expected(model.key(), requirements.maxOutputTokens());
        long tokens = limiter.hold(model.spec, null, PreparedInputs.tokens(requirements, factor), answer);
        QuotaUse use = limiter.use(model.spec, tokens);
        return use == null ? signal : signal.withQuota(millis(use.pause()), use.requests(), use.tokens());
    }

    /** A wait that is left stays one. */
    private static long millis(Duration wait) {
        return (wait.toNanos() + 999_999) / 1_000_000;
    }
}
