package dev.quartermaster.api.providers;

import dev.quartermaster.api.providers.ProviderEntry.Credential;
import dev.quartermaster.api.providers.ProviderEntry.Lane;
import dev.quartermaster.credentials.KeyRing;
import dev.quartermaster.credentials.KeyState;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.limits.ProviderBulkheads;
import dev.quartermaster.limits.RateLimiter;
import dev.quartermaster.provider.directory.ProviderState;
import dev.quartermaster.registry.ModelRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Collects the state of a provider. */
@Singleton
class ProviderEntries {

    private final KeyRing keys;
    private final ModelRegistry registry;
    private final CircuitBreakers circuitBreakers;
    private final ProviderBulkheads bulkheads;
    private final RateLimiter limiter;
    private final Clock clock;

    ProviderEntries(
            KeyRing keys,
            ModelRegistry registry,
            CircuitBreakers circuitBreakers,
            ProviderBulkheads bulkheads,
            RateLimiter limiter,
            Clock clock) {
        this.keys = keys;
        this.registry = registry;
        this.circuitBreakers = circuitBreakers;
        this.bulkheads = bulkheads;
        this.limiter = limiter;
        this.clock = clock;
    }

    ProviderEntry of(ProviderState provider) {
        List<Credential> credentials =
                keys.states(provider.id()).stream().map(this::credential).toList();
        Lane lane = bulkheads.load(provider.id()).map(Lane::of).orElse(null);
        return ProviderEntry.of(provider, lane, credentials, registry.snapshot().models(), circuitBreakers);
    }

    private Credential credential(KeyState key) {
        Optional<Instant> limited = limiter.blocked(key.provider(), key.id())
                .map(left -> clock.instant().plus(left).truncatedTo(ChronoUnit.MILLIS));
        return Credential.of(key, keys.denials(key.provider()), limited);
    }
}
