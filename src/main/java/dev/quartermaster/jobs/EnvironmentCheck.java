package dev.quartermaster.jobs;

import dev.quartermaster.domain.ModelSuggestions;
import dev.quartermaster.jobs.Quartermaster.StartRefused;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings.ConfigClass;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Looks for environment variables that look like ours and set nothing. They are warned about, since an environment is
 * shared by what runs in it and a variable may belong to a newer version about to be rolled out. One that looks like a
 * setting that guards stops the start: whoever set it counts on it.
 */
@Singleton
class EnvironmentCheck {

    private static final String PREFIX = "QUARTERMASTER_";

    /** Variables without our prefix that do less than what people set them for, and what that is. */
    private static final Map<String, String> PARTLY_USED = Map.of(
            "REDIS_URL",
            "the response cache alone is in Redis. Limits and health are those of each instance; registry, agents, budgets and"
                    + " history are shared in PostgreSQL.");

    private final BeanManager beans;

    /** @param root not read: asked for so that its claim on the prefix is registered */
    EnvironmentCheck(BeanManager beans, @SuppressWarnings("unused") RootConfig root) {
        this.beans = beans;
    }

    void atStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent start) {
        SortedSet<String> unknown = unknown(variables(), mappedKeys());
        refusal(unknown).ifPresent(reason -> {
            throw new StartRefused(reason);
        });
        for (String name : unknown) {
            Log.warnf("The environment variable %s matches no setting and changes nothing.", name);
        }
        for (String name : partlyUsed(System.getenv())) {
            Log.warnf("The environment variable %s is set: %s", name, PARTLY_USED.get(name));
        }
    }

    /** @param unknown variables that set nothing */
    static Optional<String> refusal(Collection<String> unknown) {
        List<String> guards = unknown.stream().filter(GuardWords::isIn).toList();
        return guards.isEmpty() ? Optional.empty() : Optional.of("""
                Quartermaster did not start: %s looks like a setting that guards, but sets nothing.
                  Correct the name (src/docs/configuration.md lists all of them), or remove the variable.""".formatted(String.join(", ", guards)));
    }

    /** Returns the variables of the process and of a file {@code .env}. */
    private static Set<String> variables() {
        Set<String> names = new TreeSet<>(System.getenv().keySet());
        for (ConfigSource source : ConfigProvider.getConfig().getConfigSources()) {
            names.addAll(source.getPropertyNames());
        }
        return names;
    }

    /**
     * Returns the variables with our prefix that set none of the keys.
     *
     * @param mappedKeys dotted keys; a {@code *} stands for any name
     */
    static SortedSet<String> unknown(Collection<String> environment, Collection<String> mappedKeys) {
        Set<Pattern> known =
                mappedKeys.stream().map(EnvironmentCheck::environmentPattern).collect(Collectors.toSet());
        return environment.stream()
                .filter(name -> name.startsWith(PREFIX))
                .filter(name ->
                        known.stream().noneMatch(key -> key.matcher(name).matches()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the set variables that do less than what people set them for. */
    static SortedSet<String> partlyUsed(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(entry -> PARTLY_USED.containsKey(entry.getKey())
                        && !entry.getValue().isBlank())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Pattern environmentPattern(String key) {
        String[] literals = key.split("\\*", -1);
        return Pattern.compile(Arrays.stream(literals)
                .map(literal ->
                        Pattern.quote(literal.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT)))
                .collect(Collectors.joining(".+")));
    }

    private Set<String> mappedKeys() {
        return beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .flatMap(bean -> bean.getTypes().stream())
                .filter(type -> type instanceof Class<?> c && c.isAnnotationPresent(ConfigMapping.class))
                .map(type -> ConfigClass.configClass((Class<?>) type))
                .flatMap(mapping -> mapping.getProperties().keySet().stream())
                .filter(key -> key.startsWith("quartermaster."))
                .collect(Collectors.toSet());
    }

    /**
     * Claims the whole {@code quartermaster} prefix and reads nothing from it. The configuration refuses a key below a
     * claimed prefix that no mapping reads: so a section that does not exist is found as surely as a misspelt key in one.
     */
    @ConfigMapping(prefix = "quartermaster")
    interface RootConfig {}

    /** The words in the names of settings that keep something from happening. */
    static final class GuardWords {

        private static final Set<String> WORDS = Set.of(
                "RESIDENCY",
                "REGION",
                "REGIONS",
                "AUTH",
                "ADMIN",
                "BUDGET",
                "BUDGETS",
                "LIMIT",
                "LIMITS",
                "ALLOW",
                "ALLOWED",
                "EXCLUDED");

        /** Shorter words are near to too many others. */
        private static final int SHORTEST_MISSPELT = 5;

        private static final int SHORTEST_TWICE_MISSPELT = 8;

        private GuardWords() {}

        /** Returns whether a variable's name contains one of the words, even misspelt. */
        static boolean isIn(String variable) {
            return Arrays.stream(variable.split("_"))
                    .anyMatch(part -> WORDS.stream().anyMatch(word -> isNear(word, part)));
        }

        private static boolean isNear(String word, String part) {
            if (word.equals(part)) {
                return true;
            }
            int slips = word.length() >= SHORTEST_TWICE_MISSPELT ? 2 : 1;
            return word.length() >= SHORTEST_MISSPELT && ModelSuggestions.edits(word, part) <= slips;
        }
    }
}
