package dev.quartermaster.api.providers;

import dev.quartermaster.api.providers.ProviderEntry.Lane;
import dev.quartermaster.api.providers.ProviderEntry.ProviderKeys;
import dev.quartermaster.credentials.KeyRing;
import dev.quartermaster.credentials.KeyState;
import dev.quartermaster.credentials.store.StoredKeys;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.limits.ProviderBulkheads;
import dev.quartermaster.limits.RateLimiter;
import dev.quartermaster.provider.directory.ProviderState;
import dev.quartermaster.provider.directory.Providers;
import dev.quartermaster.registry.ModelRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects the state of a provider, as the API and the console show it. */
@Singleton
public class ProviderEntries {

    /** Source of credentials that the process finds as AWS' own tools do. */
    private static final String AWS = "aws";

    private final Providers providers;
    private final KeyRing keys;
    private final StoredKeys stored;
    private final ModelRegistry registry;
    private final CircuitBreakers circuitBreakers;
    private final ProviderBulkheads bulkheads;
    private final RateLimiter limiter;
    private final Clock clock;

    ProviderEntries(
            Providers providers,
            KeyRing keys,
            StoredKeys stored,
            ModelRegistry registry,
            CircuitBreakers circuitBreakers,
            ProviderBulkheads bulkheads,
            RateLimiter limiter,
            Clock clock) {
        this.providers = providers;
        this.keys = keys;
        this.stored = stored;
        this.registry = registry;
        this.circuitBreakers = circuitBreakers;
        this.bulkheads = bulkheads;
        this.limiter = limiter;
        this.clock = clock;
    }

    public ProviderEntry of(ProviderState provider) {
        Lane lane = bulkheads.load(provider.id()).map(Lane::of).orElse(null);
        return ProviderEntry.of(
                provider, lane, keys(provider.id()), registry.snapshot().models(), circuitBreakers);
    }

    private ProviderKeys keys(ProviderId provider) {
        List<CredentialEntry> entries = Stream.concat(
                        keys.allStates(provider).stream().map(this::entry),
                        stored.unreadable().stream()
                                .filter(key -> key.slot().provider().equals(provider))
                                .map(CredentialEntry::of))
                .toList();
        return new ProviderKeys(source(provider), stored.revision(provider), entries);
    }

    private @Nullable String source(ProviderId provider) {
        return keys.states(provider).stream()
                .findFirst()
                .map(key -> key.origin().wire())
                .or(() -> Optional.of(AWS).filter(own -> providers.hasOwnCredentials(provider)))
                .orElse(null);
    }

    private CredentialEntry entry(KeyState key) {
        Optional<Instant> limited = limiter.blocked(key.provider(), key.id())
                .map(left -> clock.instant().plus(left).truncatedTo(ChronoUnit.MILLIS));
        return CredentialEntry.of(key, keys.denials(key.provider()), limited);
    }
}
