package dev.quartermaster.routing;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.directory.ProviderUnavailability;
import dev.quartermaster.provider.directory.Providers;
import dev.quartermaster.routing.Signals.Bar;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Tells which providers and models cannot be called at this moment, and why.
 *
 * @param ofProvider empty where the provider can be called
 * @param ofModel empty where some key may call the model
 * @param models those of which {@code ofModel} may be other than empty
 */
record Unavailability(
        Function<ProviderId, Optional<ProviderUnavailability>> ofProvider,
        Function<ModelKey, Optional<ProviderUnavailability>> ofModel,
        Supplier<Set<ModelKey>> models) {

    static final Unavailability NONE = new Unavailability(any -> Optional.empty(), any -> Optional.empty(), Set::of);

    static Unavailability of(Providers providers) {
        return new Unavailability(providers::obstacle, providers::obstacle, providers::everDenied);
    }

    /** The bars of the models of these providers. */
    Map<ModelKey, Bar> barred(Set<ProviderId> callable) {
        Set<ModelKey> suspects = models.get();
        if (suspects.isEmpty()) {
            return Map.of();
        }
        Map<ModelKey, Bar> barred = new HashMap<>();
        for (ModelKey model : suspects) {
            if (callable.contains(model.provider())) {
                ofModel.apply(model).map(Unavailability::bar).ifPresent(bar -> barred.put(model, bar));
            }
        }
        return barred;
    }

    static Bar bar(ProviderUnavailability providerUnavailability) {
        return new Bar(
                providerUnavailability.why(),
                providerUnavailability.pause() == null ? 0 : millis(providerUnavailability.pause()));
    }

    /** A wait that is left stays one. */
    private static long millis(Duration wait) {
        return Math.max(1, (wait.toNanos() + 999_999) / 1_000_000);
    }
}
