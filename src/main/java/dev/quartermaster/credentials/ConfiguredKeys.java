package dev.quartermaster.credentials;

import dev.quartermaster.domain.ProviderId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds a provider's keys by name: its configuration key first, then the environment variables in use for it, each of
 * them also with {@code _2}, {@code _3} and so on. All names are asked of the one configuration, so a variable, a
 * {@code .env} line and a system property do the same.
 */
final class ConfiguredKeys {

    /** Numbers may have gaps, so that a key can be withdrawn without renaming the others; this is the last one tried. */
    private static final int LAST_NUMBER = 99;

    /** Providers whose variables are not simply {@code <NAME>_API_KEY}. */
    private static final Map<ProviderId, List<String>> VARIABLES = Map.of(
            ProviderId.GOOGLE, List.of("GOOGLE_API_KEY", "GEMINI_API_KEY"),
            ProviderId.BEDROCK, List.of("AWS_BEARER_TOKEN_BEDROCK"));

    /** A key and the name of the setting that holds it. */
    record FoundKey(ApiKey key, String source) {}

    private final Function<String, Optional<String>> settings;

    /** @param settings the value of a configuration name, empty where it is not set */
    ConfiguredKeys(Function<String, Optional<String>> settings) {
        this.settings = settings;
    }

    /** Returns the keys in the order in which they take turns; a value that is found twice is one key. */
    List<FoundKey> of(ProviderId provider) {
        List<FoundKey> found = new ArrayList<>();
        Set<String> values = new HashSet<>();
        read(provider, "quartermaster.providers." + provider + ".api-key", "config", found, values);
        List<String> variables = VARIABLES.getOrDefault(provider, List.of(variable(provider)));
        for (int place = 0; place < variables.size(); place++) {
            String label = place == 0 ? "" : (place + 1) + "-";
            read(provider, variables.get(place), label + "1", found, values);
            for (int number = 2; number <= LAST_NUMBER; number++) {
                read(provider, variables.get(place) + "_" + number, label + number, found, values);
            }
        }
        return found;
    }

    private void read(ProviderId provider, String name, String suffix, List<FoundKey> found, Set<String> values) {
        Optional<String> value = settings.apply(name).map(String::strip).filter(text -> !text.isEmpty());
        if (value.isPresent() && values.add(value.get())) {
            found.add(new FoundKey(new ApiKey(provider, provider + "-" + suffix, value.get()), name));
        }
    }

    private static String variable(ProviderId provider) {
        return provider.value().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_API_KEY";
    }
}
