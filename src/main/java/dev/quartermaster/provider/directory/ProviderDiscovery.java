package dev.quartermaster.provider.directory;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.ProviderFactory;
import dev.quartermaster.provider.directory.BaseUrl.Origin;
import dev.quartermaster.provider.directory.ProvidersConfig.ProviderConfig;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Works out which providers there are: one for each built-in kind, and one for each further configured name. Whatever is
 * wrong with a configured one is said with its key, and stops the start.
 */
final class ProviderDiscovery {

    private static final String PREFIX = "quartermaster.providers.";

    private final Map<String, ProviderFactory> kinds;
    private final Map<String, ProviderConfig> configured;
    private final Function<String, Optional<String>> environment;

    /** @param environment the value of an environment name, empty where it is not set */
    ProviderDiscovery(
            List<ProviderFactory> kinds,
            Map<String, ProviderConfig> configured,
            Function<String, Optional<String>> environment) {
        this.kinds = kinds.stream()
                .collect(Collectors.toMap(ProviderFactory::type, kind -> kind, (a, b) -> a, TreeMap::new));
        this.configured = configured;
        this.environment = environment;
    }

    /** @throws IllegalStateException when a configured provider cannot be what its configuration says */
    Map<ProviderId, ConfiguredProvider> discover() {
        Set<String> names = new TreeSet<>(kinds.keySet());
        names.addAll(configured.keySet());
        return names.stream()
                .map(this::provider)
                .collect(Collectors.toUnmodifiableMap(ConfiguredProvider::id, provider -> provider, this::twice));
    }

    private ConfiguredProvider provider(String name) {
        // The map has defaults for every other name.
        ProviderConfig config = Objects.requireNonNull(configured.get(name));
        ProviderId id = id(name);
        String type = config.type().orElse(id.value());
        ProviderFactory kind = kinds.get(type);
        if (kind == null) {
            throw wrong(name, "type", "'" + type + "' is not a kind of provider; known are " + kinds.keySet());
        }
        Optional<BaseUrl> place = place(name, config, kind);
        boolean builtIn = type.equals(id.value());
        if (place.isEmpty() && !builtIn) {
            throw wrong(name, "base-url", "a provider of type '" + type + "' needs one");
        }
        return checked(name, () -> new ConfiguredProvider(id, kind, config, place), "failures");
    }

    private Optional<BaseUrl> place(String name, ProviderConfig config, ProviderFactory kind) {
        boolean mayUseVariable = kind.type().equals(name);
        return checked(
                name,
                () -> config.baseUrl()
                        .filter(text -> !text.isBlank())
                        .map(text -> BaseUrl.of(text, Origin.CONFIGURATION))
                        .or(() -> kind.baseUrlVariable()
                                .filter(variable -> mayUseVariable)
                                .flatMap(environment)
                                .filter(text -> !text.isBlank())
                                .map(text -> BaseUrl.of(text, Origin.ENVIRONMENT)))
                        .or(() -> kind.defaultBaseUrl().map(text -> BaseUrl.of(text, Origin.PUBLIC_SERVICE))),
                "base-url");
    }

    private static ProviderId id(String name) {
        return checked(name, () -> ProviderId.of(name), "type");
    }

    private static <T> T checked(String name, Supplier<T> step, String key) {
        try {
            return step.get();
        } catch (IllegalArgumentException invalid) {
            throw wrong(name, key, invalid.getMessage());
        }
    }

    private ConfiguredProvider twice(ConfiguredProvider one, ConfiguredProvider other) {
        throw wrong(one.id().value(), "type", "two names mean this provider");
    }

    private static IllegalStateException wrong(String name, String key, @Nullable String what) {
        return new IllegalStateException(PREFIX + name + "." + key + ": " + what);
    }
}
