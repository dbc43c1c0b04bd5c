package dev.quartermaster.health;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.telemetry.StatusContributor;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * Circuit breakers of all models and providers that were called or probed. A model is callable if its own circuit and
 * its provider's admit a call; calls drive a model's circuit, probes a provider's. Safe for any thread; never blocks.
 */
@ApplicationScoped
public class CircuitBreakers {

    /** Failures that are evidence about the model rather than about the request, a key or a quota. */
    private static final Set<FailureKind> COUNTED =
            EnumSet.of(FailureKind.UNAVAILABLE, FailureKind.TIMEOUT, FailureKind.ERROR);

    private final Circuits<ModelKey> models;
    private final Circuits<ProviderId> providers;
    private final Map<ProviderId, Instant> lastAnswers = new ConcurrentHashMap<>();
    private final Map<ModelKey, Instant> lastResults = new ConcurrentHashMap<>();
    private final HealthRules rules;
    private final Clock clock;

    @Inject
    CircuitBreakers(HealthConfig config, Clock clock, @All List<HealthListener> listeners) {
        this(HealthRules.of(config), clock, listeners);
    }

    CircuitBreakers(HealthRules rules, Clock clock) {
        this(rules, clock, List.of());
    }

    CircuitBreakers(HealthRules rules, Clock clock, List<HealthListener> listeners) {
        this.rules = rules;
        this.clock = clock;
        this.models = new Circuits<>(rules, clock, listeners);
        this.providers = new Circuits<>(rules, clock, listeners);
    }

    /**
     * Returns whether neither the model's circuit nor its provider's has ever been open or fails: then there is no wait,
     * and the preference is 1. Most models are well, and this is known without the time.
     */
    public boolean isWell(ModelKey model) {
        return models.isSound(model) && providers.isSound(model.provider());
    }

    /** Returns the wait until the model may be called; zero if it may be called now. It reserves nothing. */
    public Duration wait(ModelKey model) {
        Instant now = clock.instant();
        Duration own = models.wait(model, now);
        Duration provider = providers.wait(model.provider(), now);
        return own.compareTo(provider) >= 0 ? own : provider;
    }

    /** Returns the preference for the model, from 0 to 1. */
    public double share(ModelKey model) {
        Instant now = clock.instant();
        return models.share(model, now) * providers.share(model.provider(), now);
    }

    /** Returns the models whose own circuit is open or recovering. */
    public Map<ModelKey, HealthView> impairedModels() {
        return models.impaired();
    }

    /** Returns the providers whose circuit is open or recovering. */
    public Map<ProviderId, HealthView> impairedProviders() {
        return providers.impaired();
    }

    /**
     * Asks to make a call. An open circuit admits one trial call at a time once its pause is over.
     *
     * @return false if the model must not be called
     */
    public boolean admit(ModelKey model) {
        return admit(model, CircuitState::admits);
    }

    /**
     * Asks to retry a request that has failed at the model before. It need not wait for the pause that its own failures may
     * have begun, but there is one such call at a time for all requests.
     */
    public boolean admitAgain(ModelKey model) {
        return admit(model, CircuitState::admitsAgain);
    }

    private boolean admit(ModelKey model, BiPredicate<CircuitState, Instant> rule) {
        Instant now = clock.instant();
        boolean admitted = providers
                .find(model.provider())
                .map(provider -> provider.admits(now))
                .orElse(true);
        boolean open = models.find(model)
                .filter(own -> own.state() == HealthState.UNAVAILABLE)
                .isPresent();
        return (admitted && open) ? models.tryTrial(model, now, rule) : admitted;
    }

    /** Records a call that was answered in full. */
    public void succeeded(ModelKey model) {
        Instant now = clock.instant();
        lastAnswers.put(model.provider(), now);
        lastResults.replace(model, now);
        models.update(model, now, circuit -> circuit.succeeded(now));
        if (providers.find(model.provider()).isPresent()) {
            providers.update(model.provider(), now, circuit -> circuit.succeeded(now));
        }
    }

    /**
     * Records a call that failed, before its first content or after it.
     *
     * @return whether the failure counts against the model
     */
    public boolean failed(ModelKey model, FailureKind kind) {
        Instant now = clock.instant();
        boolean counts = COUNTED.contains(kind);
        if (counts) {
            lastResults.replace(model, now);
            models.update(model, now, circuit -> circuit.failed(now, rules));
        } else {
            inconclusive(model);
        }
        return counts;
    }

    /** Records a call whose end says nothing about its model: the caller disconnected. */
    public void inconclusive(ModelKey model) {
        models.adjust(model, CircuitState::inconclusive);
    }

    /** Records an answered probe: closes the provider's circuit and those of its models whose pause is over. */
    void probeSucceeded(ProviderId provider) {
        Instant now = clock.instant();
        lastAnswers.put(provider, now);
        providers.update(provider, now, circuit -> circuit.succeeded(now));
        models.forEach(model -> {
            boolean due = model.provider().equals(provider)
                    && models.find(model).filter(circuit -> circuit.isDue(now)).isPresent();
            if (due) {
                models.update(model, now, circuit -> circuit.isDue(now) ? circuit.succeeded(now) : circuit);
            }
        });
    }

    /** Ends the pauses of the provider's models, after it answered a probe on demand. */
    public void endPauses(ProviderId provider) {
        Instant now = clock.instant();
        models.forEach(model -> {
            if (model.provider().equals(provider)) {
                models.adjust(model, circuit -> circuit.endPause(now));
            }
        });
    }

    /** Records a probe that was not answered. */
    void probeFailed(ProviderId provider) {
        Instant now = clock.instant();
        providers.update(
                provider, now, circuit -> circuit.trialStarted(now, rules).failed(now, rules));
    }

    /** Returns whether the provider needs a probe: there was no result for the given time, or its pause is over. */
    boolean needsProbe(ProviderId provider, Duration quiet) {
        Instant now = clock.instant();
        CircuitState known = providers.find(provider).orElse(null);
        if (known != null && known.state() == HealthState.UNAVAILABLE) {
            return known.isDue(now);
        }
        Instant last = lastAnswers.get(provider);
        return last == null
                || !now.isBefore(last.plus(quiet))
                || models.isAnyDue(model -> model.provider().equals(provider), now);
    }

    /**
     * Returns whether a call to the model gave a result within the given time. Calls are tracked from the first such query
     * on; before that they bear no cost.
     */
    public boolean hasRecentResult(ModelKey model, Duration quiet) {
        Instant last = lastResults.putIfAbsent(model, Instant.EPOCH);
        return last != null && clock.instant().isBefore(last.plus(quiet));
    }

    public HealthReport report(ModelKey model) {
        return models.report(model);
    }

    public HealthReport report(ProviderId provider) {
        return providers.report(provider);
    }

    /** Tells of each model that has its first result from now on. */
    void onFirstCall(Consumer<ModelKey> listener) {
        models.onNewcomer(listener);
    }

    /** Returns how far the model's circuit is open. */
    CircuitMeters.Position position(ModelKey model) {
        return models.find(model).map(this::position).orElse(CircuitMeters.Position.CLOSED);
    }

    private CircuitMeters.Position position(CircuitState circuit) {
        if (circuit.state() != HealthState.UNAVAILABLE) {
            return CircuitMeters.Position.CLOSED;
        }
        return circuit.isDue(clock.instant()) ? CircuitMeters.Position.HALF_OPEN : CircuitMeters.Position.OPEN;
    }

    /** Counts the circuits of a provider's models by how far they are open. */
    Map<CircuitMeters.Position, Long> positions(ProviderId provider) {
        Map<CircuitMeters.Position, Long> positions = new EnumMap<>(CircuitMeters.Position.class);
        models.forEach(model -> {
            if (model.provider().equals(provider)) {
                positions.merge(position(model), 1L, Long::sum);
            }
        });
        return positions;
    }

    @Produces
    @Singleton
    StatusContributor contributor() {
        Instant start = clock.instant();
        return StatusContributor.of("providers", () -> HealthReport.status(unavailable(), start));
    }

    /** Returns the providers and models with an open circuit, by name. */
    Map<String, CircuitState> unavailable() {
        Map<String, CircuitState> unavailable = new TreeMap<>();
        providers.addUnavailable(unavailable);
        models.addUnavailable(unavailable);
        return unavailable;
    }
}
