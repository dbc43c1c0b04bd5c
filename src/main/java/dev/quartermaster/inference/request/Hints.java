package dev.quartermaster.inference.request;

import dev.quartermaster.cache.CacheWish;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.ProviderId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The caller's settings for a request besides its content; never sent upstream.
 *
 * @param agentType null where unsaid
 * @param taskId null where unsaid
 * @param maxCost null for no bound
 * @param maxLatencyMs null for no bound
 * @param fallbacks model names to go on with when the named one fails; empty: the configured ones, an empty list: none
 * @param dropUnsupported whether what the chosen provider cannot express is left out, with a warning, instead of refused
 * @param cache how the response cache is used
 * @param evaluate whether the answer is scored before it leaves, and another model asked if it is low
 */
public record Hints(
        @Nullable String agentType,
        @Nullable String taskId,
        Priority priority,
        Set<String> requiredCapabilities,
        @Nullable Money maxCost,
        @Nullable Long maxLatencyMs,
        Set<ProviderId> excludedProviders,
        Optional<List<String>> fallbacks,
        boolean dropUnsupported,
        CacheWish cache,
        boolean evaluate) {

    public static final Hints NONE =
            new Hints(null, null, Priority.MEDIUM, Set.of(), null, null, Set.of(), Optional.empty(), false);

    /** Creates hints that leave the use of the response cache and the scoring of the answer as configured. */
    public Hints(
            @Nullable String agentType,
            @Nullable String taskId,
            Priority priority,
            Set<String> requiredCapabilities,
            @Nullable Money maxCost,
            @Nullable Long maxLatencyMs,
            Set<ProviderId> excludedProviders,
            Optional<List<String>> fallbacks,
            boolean dropUnsupported) {
        this(
                agentType,
                taskId,
                priority,
                requiredCapabilities,
                maxCost,
                maxLatencyMs,
                excludedProviders,
                fallbacks,
                dropUnsupported,
                CacheWish.NONE,
                false);
    }

    public Hints {
        requiredCapabilities = Set.copyOf(requiredCapabilities);
        excludedProviders = Set.copyOf(excludedProviders);
        fallbacks = fallbacks.map(List::copyOf);
    }

    /** The same, of this agent. */
    public Hints of(@Nullable String agent) {
        return new Hints(
                agent,
                taskId,
                priority,
                requiredCapabilities,
                maxCost,
                maxLatencyMs,
                excludedProviders,
                fallbacks,
                dropUnsupported,
                cache,
                evaluate);
    }
}
