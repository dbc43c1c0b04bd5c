package dev.quartermaster.credentials;

import dev.quartermaster.domain.ProviderId;
import io.smallrye.config.SmallRyeConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/**
 * Finds a provider's keys by name: its configuration key first, then the environment variables in use for it, each of
 * them also with {@code _2}, {@code _3} and so on. All names are asked of the one configuration, in which a variable goes
 * before a line of {@code .env}. A provider is looked up once: neither changes while the process runs.
 */
final class ConfiguredKeys implements KeySource {

    private static final int OF_ENVIRONMENT = 300;
    private static final int OF_ENV_FILE = 295;

    /** A setting's value and where it stands. */
    record Setting(String value, KeyOrigin origin) {}

    private final Function<String, Optional<Setting>> settings;
    private final Instant since;
    private final Map<ProviderId, List<FoundKey>> known = new ConcurrentHashMap<>();

    /** @param settings the value of a configuration name, empty where it is not set */
    ConfiguredKeys(Function<String, Optional<Setting>> settings, Instant since) {
        this.settings = settings;
        this.since = since;
    }

    static ConfiguredKeys of(Config config, Instant since) {
        SmallRyeConfig values = config.unwrap(SmallRyeConfig.class);
        Set<String> names = new HashSet<>();
        values.getPropertyNames().forEach(names::add);
        // Each name that is asked for and not there passes all sources, and of variables there are hundreds.
        return new ConfiguredKeys(
                name -> isVariable(name) && !names.contains(name)
                        ? Optional.empty()
                        : setting(values.getConfigValue(name)),
                since);
    }

    private static boolean isVariable(String name) {
        return name.indexOf('.') < 0;
    }

    private static Optional<Setting> setting(ConfigValue found) {
        KeyOrigin origin =
                switch (found.getSourceOrdinal()) {
                    case OF_ENVIRONMENT -> KeyOrigin.ENVIRONMENT;
                    case OF_ENV_FILE -> KeyOrigin.ENV_FILE;
                    default -> KeyOrigin.CONFIGURATION;
                };
        return Optional.ofNullable(found.getValue()).map(value -> new Setting(value, origin));
    }

    /** Returns the keys in the order in which they take turns; a value that is found twice is one key. */
    @Override
    public List<FoundKey> of(ProviderId provider) {
        List<FoundKey> before = known.get(provider);
        return before != null ? before : known.computeIfAbsent(provider, this::find);
    }

    private List<FoundKey> find(ProviderId provider) {
        List<FoundKey> found = new ArrayList<>();
        Set<String> values = new HashSet<>();
        read(provider, "quartermaster.providers." + provider + ".api-key", "config", found, values);
        for (KeyVariables.Variable variable : KeyVariables.of(provider)) {
            read(provider, variable.name(), variable.label(), found, values);
        }
        return List.copyOf(found);
    }

    private void read(ProviderId provider, String name, String suffix, List<FoundKey> found, Set<String> values) {
        settings.apply(name).ifPresent(setting -> {
            String value = setting.value().strip();
            if (!value.isEmpty() && values.add(value)) {
                ApiKey key = new ApiKey(provider, provider + "-" + suffix, value);
                found.add(new FoundKey(key, setting.origin(), name, since));
            }
        });
    }
}
