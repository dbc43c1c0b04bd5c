package dev.quartermaster.routing;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.directory.ProviderUnavailability;
import dev.quartermaster.routing.Signals.Bar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads which providers can be called, why others cannot, and how they count. What was read last is handed out again as
 * long as all of it holds, so that most requests compare and make nothing. For any thread.
 */
final class ProviderStates {

    private final Predicate<ProviderId> usable;
    private final Unavailability unavailability;
    private final TokenFactors tokenFactors;
    private volatile @Nullable States last;

    /** @param why null where it can be called, or nothing is known */
    private record State(
            ProviderId provider, boolean callable, @Nullable ProviderUnavailability why, double factor) {}

    /**
     * The providers of one registry at one moment.
     *
     * @param factors those that are not 1
     */
    record States(
            ModelIndex index,
            List<State> all,
            Set<ProviderId> callable,
            Map<ProviderId, Bar> closed,
            Map<ProviderId, Double> factors) {

        double factor(ProviderId provider) {
            return factors.isEmpty() ? 1 : factors.getOrDefault(provider, 1.0);
        }
    }

    ProviderStates(Predicate<ProviderId> usable, Unavailability unavailability, TokenFactors tokenFactors) {
        this.usable = usable;
        this.unavailability = unavailability;
        this.tokenFactors = tokenFactors;
    }

    States of(ModelIndex index) {
        States known = last;
        if (known == null || known.index() != index || !holds(known)) {
            known = read(index);
            last = known;
        }
        return known;
    }

    private boolean holds(States known) {
        List<State> all = known.all();
        for (int i = 0; i < all.size(); i++) {
            State state = all.get(i);
            if (usable.test(state.provider()) != state.callable()
                    || tokenFactors.of(state.provider()) != state.factor()
                    || (!state.callable() && !Objects.equals(why(state.provider()), state.why()))) {
                return false;
            }
        }
        return true;
    }

    private States read(ModelIndex index) {
        List<State> all = index.providers().stream().map(this::read).toList();
        Set<ProviderId> callable = new HashSet<>();
        Map<ProviderId, Bar> closed = new HashMap<>();
        Map<ProviderId, Double> factors = new HashMap<>();
        for (State state : all) {
            if (state.callable()) {
                callable.add(state.provider());
            } else if (state.why() != null) {
                closed.put(state.provider(), Unavailability.bar(state.why()));
            }
            if (state.factor() != 1) {
                factors.put(state.provider(), state.factor());
            }
        }
        return new States(index, all, Set.copyOf(callable), Map.copyOf(closed), Map.copyOf(factors));
    }

    private State read(ProviderId provider) {
        boolean callable = usable.test(provider);
        return new State(provider, callable, callable ? null : why(provider), tokenFactors.of(provider));
    }

    private @Nullable ProviderUnavailability why(ProviderId provider) {
        return unavailability.ofProvider().apply(provider).orElse(null);
    }
}
