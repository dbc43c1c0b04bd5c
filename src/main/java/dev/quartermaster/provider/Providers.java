package dev.quartermaster.provider;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.credentials.KeyRing;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.BaseUrl.Origin;
import dev.quartermaster.provider.ProvidersConfig.ProviderConfig;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.Config;

/**
 * All providers by name. A provider without a key (or, where it needs none, without a base URL) is answered for by the
 * {@link StandIn} when there is one; that is decided anew at each question, so a key that arrives later counts at once.
 */
@Startup
@ApplicationScoped
public class Providers {

    private static final String STAND_IN_KEY = "stand-in";

    private final Map<ProviderId, ConfiguredProvider> known;
    private final ProvidersConfig config;
    private final KeyRing keys;
    private final StandIn standIn;

    /** @throws IllegalStateException when a configured provider has an unknown type or lacks its base URL */
    @Inject
    Providers(
            @All List<ProviderFactory> kinds,
            ProvidersConfig config,
            Config environment,
            KeyRing keys,
            Instance<StandIn> standIns) {
        this(
                kinds,
                config,
                name -> environment.getOptionalValue(name, String.class),
                keys,
                id -> standIns.isResolvable() ? standIns.get().baseUrl(id) : Optional.empty());
    }

    Providers(
            List<ProviderFactory> kinds,
            ProvidersConfig config,
            Function<String, Optional<String>> environment,
            KeyRing keys,
            StandIn standIn) {
        this.known = new ProviderCensus(kinds, config.providers(), environment).take();
        this.config = config;
        this.keys = keys;
        this.standIn = standIn;
    }

    /** The provider to call, whether or not it has a key at the moment; empty when there is nothing to call. */
    public Optional<ChatProvider> find(ProviderId id) {
        ConfiguredProvider provider = enabled(id);
        if (provider == null) {
            return Optional.empty();
        }
        if (speaksForItself(provider)) {
            return Optional.of(provider.real());
        }
        Optional<ChatProvider> standIn = standIn(id).map(provider::standIn);
        return standIn.isPresent() ? standIn : provider.own().map(place -> provider.real());
    }

    /** The provider with the key whose turn it is; empty when a call cannot be made now. */
    public Optional<Access> access(ProviderId id) {
        return access(id, key -> true);
    }

    /** The same, passing over keys of which {@code wanted} does not hold, unless there are no others. */
    public Optional<Access> access(ProviderId id, Predicate<ApiKey> wanted) {
        ConfiguredProvider provider = enabled(id);
        if (provider == null) {
            return Optional.empty();
        }
        if (!speaksForItself(provider)) {
            return standIn(id)
                    .map(place -> new Access(provider.standIn(place), new ApiKey(id, STAND_IN_KEY, STAND_IN_KEY)));
        }
        Optional<ApiKey> key = keys.next(id, wanted).or(() -> keys.next(id));
        return key.isEmpty() && provider.factory().needsKey()
                ? Optional.empty()
                : Optional.of(new Access(provider.real(), key.orElse(null)));
    }

    /** Whether calls can be made: it is enabled, and has a key that does not rest, needs none, or has a stand-in. */
    public boolean usable(ProviderId id) {
        ConfiguredProvider provider = enabled(id);
        if (provider == null) {
            return false;
        }
        return speaksForItself(provider)
                ? !provider.factory().needsKey() || keys.hasUsable(id)
                : standIn(id).isPresent();
    }

    /** What the provider is set to; the defaults for one that is not configured. */
    public ProviderConfig settings(ProviderId id) {
        ConfiguredProvider provider = known.get(id);
        return provider == null ? config.providers().get(id.value()) : provider.config();
    }

    /** All providers, by name. */
    public List<ProviderState> states() {
        return known.values().stream()
                .map(this::state)
                .sorted(Comparator.comparing(ProviderState::id))
                .toList();
    }

    @PreDestroy
    void close() {
        known.values().forEach(ConfiguredProvider::close);
    }

    private ConfiguredProvider enabled(ProviderId id) {
        ConfiguredProvider provider = known.get(id);
        return provider != null && provider.config().enabled() ? provider : null;
    }

    private boolean speaksForItself(ConfiguredProvider provider) {
        return provider.own().isPresent() && (!provider.factory().needsKey() || keys.configured(provider.id()));
    }

    private Optional<BaseUrl> standIn(ProviderId id) {
        return standIn.baseUrl(id).map(text -> BaseUrl.of(text, Origin.STAND_IN));
    }

    private ProviderState state(ConfiguredProvider provider) {
        Optional<BaseUrl> standIn = speaksForItself(provider) ? Optional.empty() : standIn(provider.id());
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
