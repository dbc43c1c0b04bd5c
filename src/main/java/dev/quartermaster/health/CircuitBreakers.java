package dev.quartermaster.health;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.telemetry.StatusContributor;
import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Circuit breakers of all models and providers that were called or probed. A model is callable if its own circuit and
 * its provider's admit a call; calls drive a model's circuit, probes a provider's. Safe for any thread; never blocks.
 */
@ApplicationScoped
public class CircuitBreakers {

    /** Failures that are evidence about the model rather than about the request, a key or a quota. */
    private static final Set<FailureKind> TELLING =
            EnumSet.of(FailureKind.UNAVAILABLE, FailureKind.TIMEOUT, FailureKind.ERROR);

    private final Map<ModelKey, CircuitState> models = new ConcurrentHashMap<>();
    private final Map<ProviderId, CircuitState> providers = new ConcurrentHashMap<>();
    private final Map<ProviderId, Instant> lastAnswers = new ConcurrentHashMap<>();
    private final Map<ModelKey, Instant> watched = new ConcurrentHashMap<>();
    private final HealthRules rules;
    private final Clock clock;
    private final List<HealthListener> listeners;

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
        this.listeners = List.copyOf(listeners);
    }

    /** Returns the wait until the model may be called; zero if it may be called now. It reserves nothing. */
    public Duration wait(ModelKey model) {
        Instant now = clock.instant();
        Duration own = wait(models.get(model), now);
        Duration providers = wait(this.providers.get(model.provider()), now);
        return own.compareTo(providers) >= 0 ? own : providers;
    }

    /** Returns the preference for the model, from 0 to 1. */
    public double share(ModelKey model) {
        Instant now = clock.instant();
        return share(models.get(model), now) * share(providers.get(model.provider()), now);
    }

    /** The models that are not as well as one of which nothing was heard, apart from how their providers are. */
    public Map<ModelKey, HealthView> impairedModels() {
        return impaired(models);
    }

    /** The providers that are not as well as one of which nothing was heard. */
    public Map<ProviderId, HealthView> impairedProviders() {
        return impaired(providers);
    }

    private <K> Map<K, HealthView> impaired(Map<K, CircuitState> board) {
        Instant now = clock.instant();
        Map<K, HealthView> shaken = new HashMap<>();
        board.forEach((key, circuitState) -> {
            HealthView healthView = new HealthView(wait(circuitState, now), share(circuitState, now));
            if (!healthView.isWell()) {
                shaken.put(key, healthView);
            }
        });
        return shaken;
    }

    /**
     * Asks to make a call. Of a model that is down one call at a time is let through once its pause is over.
     *
     * @return false when the model is to be left alone
     */
    public boolean admit(ModelKey model) {
        return admit(model, CircuitState::admits);
    }

    /**
     * Asks to make one more call for a request that has failed at the model before. It need not wait for the pause that
     * its own failures may have begun, but there is one such call at a time, whoever makes it.
     */
    public boolean admitAgain(ModelKey model) {
        return admit(model, CircuitState::admitsAgain);
    }

    private boolean admit(ModelKey model, BiPredicate<CircuitState, Instant> rule) {
        Instant now = clock.instant();
        CircuitState provider = providers.get(model.provider());
        CircuitState own = models.get(model);
        boolean admitted = provider == null || provider.admits(now);
        if (own == null || own.state() != HealthState.UNAVAILABLE || !admitted) {
            return admitted;
        }
        boolean[] first = {false};
        models.computeIfPresent(model, (key, circuitState) -> {
            first[0] = rule.test(circuitState, now);
            return first[0] ? circuitState.tried(now, rules) : circuitState;
        });
        return first[0];
    }

    /** A call was answered in full. */
    public void succeeded(ModelKey model) {
        Instant now = clock.instant();
        lastAnswers.put(model.provider(), now);
        watched.replace(model, now);
        change(models, model, now, circuitState -> circuitState.succeeded(now));
        if (providers.containsKey(model.provider())) {
            change(providers, model.provider(), now, circuitState -> circuitState.succeeded(now));
        }
    }

    /**
     * A call failed, before its first content or after it.
     *
     * @return whether that counts against the model
     */
    public boolean failed(ModelKey model, FailureKind kind) {
        Instant now = clock.instant();
        boolean counts = TELLING.contains(kind);
        if (counts) {
            watched.replace(model, now);
            change(models, model, now, circuitState -> circuitState.failed(now, rules));
        } else {
            inconclusive(model);
        }
        return counts;
    }

    /** A call ended that says nothing about its model: its caller left. */
    public void inconclusive(ModelKey model) {
        models.computeIfPresent(model, (key, circuitState) -> circuitState.inconclusive());
    }

    /** A probe was answered: the provider is there, and each of its models whose pause is over deserves to be tried. */
    void answered(ProviderId provider) {
        Instant now = clock.instant();
        lastAnswers.put(provider, now);
        change(providers, provider, now, circuitState -> circuitState.succeeded(now));
        models.forEach((model, circuitState) -> {
            if (model.provider().equals(provider) && circuitState.isDue(now)) {
                change(models, model, now, late -> late.isDue(now) ? late.succeeded(now) : late);
            }
        });
    }

    /** Ends the pauses of the provider's models: somebody has asked the provider by hand, and it answered. */
    void invited(ProviderId provider) {
        Instant now = clock.instant();
        models.replaceAll(
                (model, circuitState) -> model.provider().equals(provider) ? circuitState.mayTry(now) : circuitState);
    }

    /** A probe was not answered. */
    void silent(ProviderId provider) {
        Instant now = clock.instant();
        change(providers, provider, now, circuitState -> circuitState
                .tried(now, rules)
                .failed(now, rules));
    }

    /** Returns whether the provider needs a probe: there was no result for the given time, or its pause is over. */
    boolean wantsProbe(ProviderId provider, Duration quiet) {
        Instant now = clock.instant();
        CircuitState known = providers.get(provider);
        if (known != null && known.state() == HealthState.UNAVAILABLE) {
            return known.isDue(now);
        }
        boolean aModelMayBeBack = models.entrySet().stream()
                .anyMatch(entry -> entry.getKey().provider().equals(provider)
                        && entry.getValue().isDue(now));
        Instant heard = lastAnswers.get(provider);
        return aModelMayBeBack || heard == null || !now.isBefore(heard.plus(quiet));
    }

    /**
     * Returns whether a call to the model gave a result within the given time. Calls are tracked from the first such
     * question on; before that they bear no cost.
     */
    public boolean isHeard(ModelKey model, Duration quiet) {
        Instant heard = watched.putIfAbsent(model, Instant.EPOCH);
        return heard != null && clock.instant().isBefore(heard.plus(quiet));
    }

    public HealthReport report(ModelKey model) {
        return Optional.ofNullable(models.get(model)).map(HealthReport::of).orElse(HealthReport.UNKNOWN);
    }

    public HealthReport report(ProviderId provider) {
        return Optional.ofNullable(providers.get(provider))
                .map(HealthReport::of)
                .orElse(HealthReport.UNKNOWN);
    }

    private static Duration wait(@Nullable CircuitState circuitState, Instant now) {
        return circuitState == null ? Duration.ZERO : circuitState.wait(now);
    }

    private double share(@Nullable CircuitState circuitState, Instant now) {
        return circuitState == null ? 1 : circuitState.share(now, rules);
    }

    private <K> void change(Map<K, CircuitState> board, K key, Instant now, UnaryOperator<CircuitState> event) {
        CircuitState[] before = new CircuitState[1];
        CircuitState after = board.compute(key, (any, known) -> {
            before[0] = known == null ? CircuitState.unknown(now) : known;
            return event.apply(before[0]);
        });
        // Only when the board is free again: whoever listens may take its time, or look at the board.
        tell(key, before[0], after);
    }

    private void tell(Object key, CircuitState before, CircuitState after) {
        boolean wasDown = before.state() == HealthState.UNAVAILABLE;
        boolean isDown = after.state() == HealthState.UNAVAILABLE;
        if (isDown && !wasDown) {
            Log.warnf(
                    "%s is unavailable after %d failures in a row; next try at %s",
                    key, after.failures(), after.retryAt());
            HealthReport report = HealthReport.of(after);
            listeners.forEach(listener -> safely(() -> listener.down(key.toString(), report)));
        } else if (wasDown && !isDown) {
            Log.infof("%s is back", key);
            listeners.forEach(listener -> safely(() -> listener.back(key.toString())));
        }
    }

    private static void safely(Runnable told) {
        try {
            told.run();
        } catch (RuntimeException e) {
            Log.warn("A listener to the health board failed", e);
        }
    }

    @Produces
    @Singleton
    StatusContributor contributor() {
        Instant start = clock.instant();
        return StatusContributor.of("providers", () -> HealthReport.status(unavailable(), start));
    }

    /** What is left alone now, each with its name; providers and models. */
    Map<String, HealthReport> unavailable() {
        Map<String, HealthReport> down = new TreeMap<>();
        addDown(providers, down);
        addDown(models, down);
        return down;
    }

    private static void addDown(Map<?, CircuitState> board, Map<String, HealthReport> down) {
        board.forEach((key, circuitState) -> {
            if (circuitState.state() == HealthState.UNAVAILABLE) {
                down.put(key.toString(), HealthReport.of(circuitState));
            }
        });
    }
}
