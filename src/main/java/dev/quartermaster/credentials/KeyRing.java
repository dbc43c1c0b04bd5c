package dev.quartermaster.credentials;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The providers' keys. A provider's keys are looked up once, at the first question for it; they then take turns, and
 * one that its provider refused rests for a while without holding up the others.
 */
@ApplicationScoped
public class KeyRing {

    private final ConfiguredKeys source;
    private final Clock clock;
    private final Map<ProviderId, Rotation> rotations = new ConcurrentHashMap<>();
    private final Denials denials = new Denials();

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

    /** Returns whether the provider has any key, resting or not. */
    public boolean configured(ProviderId provider) {
        return !rotation(provider).isEmpty();
    }

    /** Returns whether {@link #next} would find a key now. */
    public boolean hasUsable(ProviderId provider) {
        return hasUsable(provider, key -> true);
    }

    /** Returns whether {@link #next(ProviderId, Predicate)} would find a key now. */
    public boolean hasUsable(ProviderId provider, Predicate<ApiKey> wanted) {
        return rotation(provider).anyAwake(clock.instant(), wanted);
    }

    /**
     * Leaves {@code key} out for {@code pause}; an earlier end than the one already set changes nothing.
     *
     * @param why what its provider answered, in words
     */
    public void rest(ApiKey key, Duration pause, String why) {
        Instant now = clock.instant();
        rotation(key.provider()).rest(key, now, now.plus(pause), why);
    }

    /**
     * Leaves one model out for calls with {@code key}, which stays in use for the others.
     *
     * @param key null for calls without a key
     * @param why what the provider answered, in words
     */
    public void deny(ModelKey model, @Nullable ApiKey key, Duration pause, String why) {
        denials.add(new Denial(model, id(key), clock.instant().plus(pause), why));
    }

    /**
     * Returns whether this key may call the model, as far as is known.
     *
     * @param key null for none
     */
    public boolean allows(ModelKey model, @Nullable ApiKey key) {
        return !denials.holds(model, id(key), clock.instant());
    }

    /** The keys that may not use the model at the moment. */
    public List<Denial> denials(ModelKey model) {
        return denials.of(model, clock.instant());
    }

    /** The pairs of key and model of this provider that are left out at the moment. */
    public List<Denial> denials(ProviderId provider) {
        return denials.all(clock.instant()).stream()
                .filter(denial -> denial.model().provider().equals(provider))
                .toList();
    }

    /** Models that some key was refused for, at any time. */
    public Set<ModelKey> everDenied() {
        return Collections.unmodifiableSet(denials.models());
    }

    /** Clears the provider's denials, so that every model is tried again with every key that does not rest. */
    public void forgetDenials(ProviderId provider) {
        denials.forget(model -> model.provider().equals(provider));
    }

    private static String id(@Nullable ApiKey key) {
        return key == null ? "" : key.id();
    }

    /** Returns the state of the provider's keys for operators, in rotation order. */
    public List<KeyState> states(ProviderId provider) {
        return rotation(provider).states(clock.instant());
    }

    private Rotation rotation(ProviderId provider) {
        Rotation known = rotations.get(provider);
        return known != null ? known : rotations.computeIfAbsent(provider, id -> new Rotation(source.of(id)));
    }
}
