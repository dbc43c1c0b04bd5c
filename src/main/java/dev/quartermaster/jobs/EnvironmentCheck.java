package dev.quartermaster.jobs;

import dev.quartermaster.domain.ModelSuggestions;
import dev.quartermaster.jobs.Quartermaster.StartRefused;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMapping;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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

    private final MappedKeys keys;

    /** @param root not read: asked for so that its claim on the prefix is registered */
    EnvironmentCheck(MappedKeys keys, @SuppressWarnings("unused") RootConfig root) {
        this.keys = keys;
    }

    void atStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent start) {
        SortedSet<String> unknown = unknown(variables(), keys);
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

    /** Returns the variables with our prefix, of the process and of a file {@code .env}. */
    private static Set<String> variables() {
        Stream<String> names = Stream.concat(
                System.getenv().keySet().stream(),
                StreamSupport.stream(
                                ConfigProvider.getConfig().getConfigSources().spliterator(), false)
                        .map(ConfigSource::getPropertyNames)
                        .flatMap(Set::stream));
        return names.filter(name -> name.startsWith(PREFIX)).collect(Collectors.toSet());
    }

    /** Returns the variables with our prefix that set none of the keys. */
    static SortedSet<String> unknown(Collection<String> environment, MappedKeys keys) {
        return environment.stream()
                .filter(name -> name.startsWith(PREFIX) && !keys.isSetBy(name))
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
