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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The providers' keys. Those of the first place that has any take turns, and one that its provider refused rests for a
 * while without holding up the others. A question is answered from memory; other keys of a place count from the next one.
 */
@ApplicationScoped
public class KeyRing {

    private final Clock clock;
    private volatile KeySources sources;
    private final Map<ProviderId, Rotation> rotations = new ConcurrentHashMap<>();
    private final Denials denials = new Denials();
    private final List<Consumer<FoundKey>> restListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<ApiKey>> replacementListeners = new CopyOnWriteArrayList<>();

    @Inject
    KeyRing(Config config, Clock clock) {
        this(ConfiguredKeys.of(config, clock.instant()), clock);
    }

    KeyRing(ConfiguredKeys configured, Clock clock) {
        this.sources = new KeySources(KeySource.EMPTY, KeySource.EMPTY, configured);
        this.clock = clock;
    }

    /** Puts these in the place of all keys that the database keeps. */
    public synchronized void ofDatabase(KeySource keys) {
        sources = sources.withDatabase(keys);
    }

    /** Puts these in the place of all keys of AWS Secrets Manager. */
    public synchronized void ofSecretsManager(KeySource keys) {
        sources = sources.withSecretsManager(keys);
    }

    /**
     * Calls a listener with a key that was replaced or taken away, before the keys in its place are used. Its id may be that
     * of its successor. The listener must not block, must not fail, and must not ask this ring.
     */
    public void onReplacement(Consumer<ApiKey> listener) {
        replacementListeners.add(listener);
    }

    /** Calls a listener when a key is left out because its provider refused it. It must not block and must not fail. */
    public void onRest(Consumer<FoundKey> listener) {
        restListeners.add(listener);
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
        Rotation rotation = rotation(key.provider());
        rotation.rest(key, now, now.plus(pause), why);
        rotation.find(key).ifPresent(found -> restListeners.forEach(listener -> listener.accept(found)));
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

    /** Returns the provider's keys that take turns, resting or not. */
    public List<ApiKey> serving(ProviderId provider) {
        return rotation(provider).serving();
    }

    /** Returns the state of the provider's keys for operators, in rotation order. */
    public List<KeyState> states(ProviderId provider) {
        return rotation(provider).states(clock.instant());
    }

    /** Returns the same also of keys that stand by: a place before theirs has keys. */
    public List<KeyState> allStates(ProviderId provider) {
        return rotation(provider).allStates(clock.instant());
    }

    private Rotation rotation(ProviderId provider) {
        Rotation known = rotations.get(provider);
        return known != null && known.isOf(sources)
                ? known
                : Objects.requireNonNull(rotations.compute(provider, this::renewed));
    }

    private Rotation renewed(ProviderId provider, @Nullable Rotation before) {
        KeySources now = sources;
        if (before != null && before.isOf(now)) {
            return before;
        }
        Rotation fresh = new Rotation(now, now.of(provider), before);
        if (before != null) {
            before.without(fresh).forEach(gone -> {
                denials.forgetKey(gone.id());
                replacementListeners.forEach(listener -> listener.accept(gone));
            });
        }
        return fresh;
    }
}
