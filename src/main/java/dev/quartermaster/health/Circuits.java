package dev.quartermaster.health;

import io.quarkus.logging.Log;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Circuit states of all models, or of all providers. Notifies the listeners when a circuit opens or closes. Safe for any
 * thread; never blocks.
 */
final class Circuits<K> {

    private final Map<K, CircuitState> states = new ConcurrentHashMap<>();
    private final HealthRules rules;
    private final Clock clock;
    private final List<HealthListener> listeners;
    private volatile Consumer<K> newcomers = any -> {};

    Circuits(HealthRules rules, Clock clock, List<HealthListener> listeners) {
        this.rules = rules;
        this.clock = clock;
        this.listeners = List.copyOf(listeners);
    }

    /** Tells of each key that gets a circuit from now on, after it has it. */
    void onNewcomer(Consumer<K> listener) {
        newcomers = listener;
    }

    Optional<CircuitState> find(K key) {
        return Optional.ofNullable(states.get(key));
    }

    /** Returns whether nothing speaks against a call, at any time. */
    boolean isSound(K key) {
        CircuitState state = states.get(key);
        return state == null || state.isSound();
    }

    Duration wait(K key, Instant now) {
        return find(key).map(state -> state.wait(now)).orElse(Duration.ZERO);
    }

    double share(K key, Instant now) {
        return find(key).map(state -> state.share(now, rules)).orElse(1.0);
    }

    HealthReport report(K key) {
        return find(key).map(HealthReport::of).orElse(HealthReport.UNKNOWN);
    }

    Map<K, HealthView> impaired() {
        Instant now = clock.instant();
        Map<K, HealthView> impaired = new HashMap<>();
        states.forEach((key, state) -> {
            HealthView view = state.isSound() ? null : new HealthView(state.wait(now), state.share(now, rules));
            if (view != null && !view.isHealthy()) {
                impaired.put(key, view);
            }
        });
        return impaired;
    }

    void addUnavailable(Map<String, CircuitState> unavailable) {
        states.forEach((key, state) -> {
            if (state.state() == HealthState.UNAVAILABLE) {
                unavailable.put(key.toString(), state);
            }
        });
    }

    /** Returns whether one of the circuits is open with its pause over. */
    boolean isAnyDue(Predicate<K> keys, Instant now) {
        return states.entrySet().stream()
                .anyMatch(entry -> keys.test(entry.getKey()) && entry.getValue().isDue(now));
    }

    void forEach(Consumer<K> action) {
        states.keySet().forEach(action);
    }

    /** Starts the trial of an open circuit if the rule admits one. @return whether it did */
    boolean tryTrial(K key, Instant now, BiPredicate<CircuitState, Instant> rule) {
        boolean[] admitted = {false};
        states.computeIfPresent(key, (any, state) -> {
            admitted[0] = rule.test(state, now);
            return admitted[0] ? state.trialStarted(now, rules) : state;
        });
        return admitted[0];
    }

    /** Applies an event that neither opens nor closes a circuit; does nothing if there is no state. */
    void adjust(K key, UnaryOperator<CircuitState> event) {
        states.computeIfPresent(key, (any, state) -> event.apply(state));
    }

    void update(K key, Instant now, UnaryOperator<CircuitState> event) {
        CircuitState[] before = new CircuitState[1];
        boolean[] created = {false};
        CircuitState after = states.compute(key, (any, known) -> {
            created[0] = known == null;
            before[0] = known == null ? CircuitState.unknown(now) : known;
            return event.apply(before[0]);
        });
        if (created[0]) {
            newcomers.accept(key);
        }
        // After the update, outside its lock: listeners may take their time or read the states.
        notifyListeners(key.toString(), before[0], after);
    }

    private void notifyListeners(String key, CircuitState before, CircuitState after) {
        boolean wasOpen = before.state() == HealthState.UNAVAILABLE;
        boolean isOpen = after.state() == HealthState.UNAVAILABLE;
        if (isOpen && !wasOpen) {
            Log.warnf(
                    "%s is unavailable after %d failures in a row; next try at %s",
                    key, after.failures(), after.retryAt());
            HealthReport report = HealthReport.of(after);
            notifyListeners(listener -> listener.opened(key, report));
        } else if (wasOpen && !isOpen) {
            Log.infof("%s is available again", key);
            notifyListeners(listener -> listener.closed(key));
        }
    }

    private void notifyListeners(Consumer<HealthListener> notification) {
        for (HealthListener listener : listeners) {
            try {
                notification.accept(listener);
            } catch (RuntimeException e) {
                Log.warn("A health listener failed", e);
            }
        }
    }
}
