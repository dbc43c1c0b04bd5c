package dev.quartermaster.provider.directory;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.credentials.KeyRing;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.ProviderFactory;
import dev.quartermaster.provider.directory.BaseUrl.Origin;
import dev.quartermaster.provider.directory.ProvidersConfig.ProviderConfig;
import dev.quartermaster.telemetry.StatusContributor;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * All providers by name. A provider without a key (or, where it needs none, without a base URL) is answered for by the
 * {@link SubstituteProvider} when there is one; that is decided anew at each question, so a key that arrives later counts at once.
 */
@Startup
@ApplicationScoped
public class Providers {

    private static final String STAND_IN_KEY = "stand-in";

    private final Map<ProviderId, ConfiguredProvider> known;
    private final ProvidersConfig config;
    private final KeyRing keys;
    private final SubstituteProvider substituteProvider;
    private final KeyAvailability keyAvailability;

    /** @throws IllegalStateException when a configured provider has an unknown type or lacks its base URL */
    @Inject
    Providers(
            @All List<ProviderFactory> kinds,
            ProvidersConfig config,
            Config environment,
            KeyRing keys,
            Instance<SubstituteProvider> standIns,
            Clock clock) {
        this(
                kinds,
                config,
                name -> environment.getOptionalValue(name, String.class),
                keys,
                id -> standIns.isResolvable() ? standIns.get().baseUrl(id) : Optional.empty(),
                clock);
    }

    Providers(
            List<ProviderFactory> kinds,
            ProvidersConfig config,
            Function<String, Optional<String>> environment,
            KeyRing keys,
            SubstituteProvider substituteProvider,
            Clock clock) {
        this.known = new ProviderDiscovery(kinds, config.providers(), environment).discover();
        this.config = config;
        this.keys = keys;
        this.substituteProvider = substituteProvider;
        this.keyAvailability = new KeyAvailability(keys, clock);
    }

    /** The provider to call, whether or not it has a key at the moment; empty when there is nothing to call. */
    public Optional<ChatProvider> find(ProviderId id) {
        ConfiguredProvider provider = enabled(id);
        if (provider == null) {
            return Optional.empty();
        }
        if (isConfigured(provider)) {
            return Optional.of(provider.real());
        }
        Optional<ChatProvider> standIn = substituteUrl(id).map(provider::substitute);
        return standIn.isPresent() ? standIn : provider.own().map(place -> provider.real());
    }

    /** The provider itself, with a key or without, switched off or not; empty when it is not known or has no base URL. */
    public Optional<ChatProvider> own(ProviderId id) {
        return Optional.ofNullable(known.get(id))
                .filter(provider -> provider.own().isPresent())
                .map(ConfiguredProvider::real);
    }

    /** Returns whether the provider authorises calls without a key of the key ring, as Bedrock does with AWS credentials. */
    public boolean hasOwnCredentials(ProviderId id) {
        ConfiguredProvider provider = known.get(id);
        return provider != null && provider.factory().hasOwnCredentials();
    }

    /** The provider with the key whose turn it is; empty when a call cannot be made now. */
    public Optional<ProviderAccess> access(ProviderId id) {
        return access(id, key -> true, key -> true);
    }

    /**
     * The model's provider with a key that may use the model; empty when there is none now. Keys of which {@code wanted}
     * does not hold are passed over, unless there are no others.
     */
    public Optional<ProviderAccess> access(ModelKey model, Predicate<ApiKey> wanted) {
        return access(model.provider(), wanted, key -> keys.allows(model, key));
    }

    /** @param allowed null stands for a call without a key */
    private Optional<ProviderAccess> access(ProviderId id, Predicate<ApiKey> wanted, Predicate<ApiKey> allowed) {
        ConfiguredProvider provider = enabled(id);
        if (provider == null) {
            return Optional.empty();
        }
        if (!isConfigured(provider)) {
            return substituteUrl(id)
                    .map(place ->
                            new ProviderAccess(provider.substitute(place), new ApiKey(id, STAND_IN_KEY, STAND_IN_KEY)));
        }
        Optional<ApiKey> key = keys.next(id, allowed.and(wanted)).or(() -> keys.next(id, allowed));
        return key.isEmpty() && !(isCalledWithoutKey(provider) && allowed.test(null))
                ? Optional.empty()
                : Optional.of(new ProviderAccess(provider.real(), key.orElse(null)));
    }

    /**
     * Returns whether calls are possible: the provider is enabled, and has a usable key, needs none, or has a
     * substitute.
     */
    public boolean usable(ProviderId id) {
        ConfiguredProvider provider = enabled(id);
        if (provider == null) {
            return false;
        }
        return isConfigured(provider)
                ? isCalledWithoutKey(provider) || keys.hasUsable(id)
                : substituteUrl(id).isPresent();
    }

    /** Returns why no call can be made to the provider; empty when one can. */
    public Optional<ProviderUnavailability> obstacle(ProviderId id) {
        ConfiguredProvider provider = known.get(id);
        if (provider == null) {
            return Optional.of(new ProviderUnavailability("there is no provider '" + id + "'", null));
        } else if (!provider.config().enabled()) {
            return provider.switchedOff();
        } else if (usable(id)) {
            return Optional.empty();
        } else if (isConfigured(provider)) {
            return Optional.of(keyAvailability.resting(id));
        }
        return provider.unconfigured();
    }

    /** Returns why no call can be made to this model of a provider that can be called; empty when one can. */
    public Optional<ProviderUnavailability> obstacle(ModelKey model) {
        ConfiguredProvider provider = enabled(model.provider());
        return provider == null
                        || !isConfigured(provider)
                        || keyAvailability.isAllowed(model, isCalledWithoutKey(provider))
                ? Optional.empty()
                : Optional.of(keyAvailability.denied(model));
    }

    /** Returns the models that {@link #obstacle(ModelKey)} may be about. */
    public Set<ModelKey> everDenied() {
        return keys.everDenied();
    }

    /** Returns whether the configuration has a provider of this name, usable or not. */
    public boolean isKnown(ProviderId id) {
        return known.containsKey(id);
    }

    /** Returns the provider's settings; the defaults if it is not configured. */
    public ProviderConfig settings(ProviderId id) {
        ConfiguredProvider provider = known.get(id);
        return provider == null ? Objects.requireNonNull(config.providers().get(id.value())) : provider.config();
    }

    /** All providers, by name. */
    public List<ProviderState> states() {
        return known.values().stream()
                .map(this::state)
                .sorted(Comparator.comparing(ProviderState::id))
                .toList();
    }

    @Produces
    @Singleton
    StatusContributor contributor(Clock clock) {
        Instant start = clock.instant();
        return StatusContributor.of("credentials", () -> keyAvailability.status(states(), start));
    }

    @PreDestroy
    void close() {
        known.values().forEach(ConfiguredProvider::close);
    }

    private @Nullable ConfiguredProvider enabled(ProviderId id) {
        ConfiguredProvider provider = known.get(id);
        return provider != null && provider.config().enabled() ? provider : null;
    }

    private boolean isConfigured(ConfiguredProvider provider) {
        return provider.own().isPresent() && (!provider.factory().needsKey() || keys.configured(provider.id()));
    }

    /** Returns whether calls go out without a key. Resting keys rule that out: a provider that refused them refuses such a call too. */
    private boolean isCalledWithoutKey(ConfiguredProvider provider) {
        ProviderFactory factory = provider.factory();
        return !factory.needsKey() && (factory.hasOwnCredentials() || !keys.configured(provider.id()));
    }

    private Optional<BaseUrl> substituteUrl(ProviderId id) {
        return substituteProvider.baseUrl(id).map(text -> BaseUrl.of(text, Origin.STAND_IN));
    }

    private ProviderState state(ConfiguredProvider provider) {
        Optional<BaseUrl> standIn = isConfigured(provider) ? Optional.empty() : substituteUrl(provider.id());
        Optional<BaseUrl> place = standIn.isPresent() ? standIn : provider.own();
        return new ProviderState(
                provider.id(),
                provider.factory().type(),
                provider.config().enabled(),
                usable(provider.id()),
                place.map(BaseUrl::value).orElse(null),
                place.map(at -> at.origin().name().toLowerCase(Locale.ROOT)).orElse("none"));
    }
}
