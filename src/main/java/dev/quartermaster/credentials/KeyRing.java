package dev.quartermaster.credentials;

import dev.quartermaster.domain.ProviderId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.Config;

/**
 * The providers' keys. A provider's keys are looked up once, at the first question for it; they then take turns, and
 * one that its provider refused rests for a while without holding up the others.
 */
@ApplicationScoped
public class KeyRing {

    private final ConfiguredKeys source;
    private final Clock clock;
    private final Map<ProviderId, Rotation> rotations = new ConcurrentHashMap<>();

    @Inject
    KeyRing(Config config, Clock clock) {
        this(new ConfiguredKeys(name -> config.getOptionalValue(name, String.class)), clock);
    }

    KeyRing(ConfiguredKeys source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** The key whose turn it is; empty when the provider has none or all of them rest. */
    public Optional<ApiKey> next(ProviderId provider) {
        return next(provider, key -> true);
    }

    /** The next key in turn of which {@code wanted} holds; empty when there is none such in use. */
    public Optional<ApiKey> next(ProviderId provider, Predicate<ApiKey> wanted) {
        return rotation(provider).next(clock.instant(), wanted);
    }

    /** Whether the provider has any key at all, resting or not. */
    public boolean configured(ProviderId provider) {
        return !rotation(provider).isEmpty();
    }

    /** Whether {@link #next} would find a key now. */
    public boolean hasUsable(ProviderId provider) {
        return hasUsable(provider, key -> true);
    }

    /** Whether {@link #next(ProviderId, Predicate)} would find a key now. */
    public boolean hasUsable(ProviderId provider, Predicate<ApiKey> wanted) {
        return rotation(provider).anyAwake(clock.instant(), wanted);
    }

    /** Leaves {@code key} out for {@code pause}, because its provider refused it. */
    public void rest(ApiKey key, Duration pause) {
        rest(key, clock.instant().plus(pause));
    }

    /** Leaves {@code key} out until then; an earlier end than the one already set changes nothing. */
    public void rest(ApiKey key, Instant until) {
        rotation(key.provider()).rest(key, clock.instant(), until);
    }

    /** What operators may see of the provider's keys, in the order of their turns. */
    public List<KeyState> states(ProviderId provider) {
        return rotation(provider).states(clock.instant());
    }

    private Rotation rotation(ProviderId provider) {
        Rotation known = rotations.get(provider);
        return known != null ? known : rotations.computeIfAbsent(provider, id -> new Rotation(source.of(id)));
    }
}
