package dev.quartermaster.limits;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import dev.quartermaster.telemetry.StatusContributor.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that limits one model: its quota by the registry, and what its provider has said of it, by key. */
final class ModelLimits {

    private final Map<String, UpstreamLimitState> words = new ConcurrentHashMap<>();
    private volatile Limited limited = new Limited(RateLimits.NONE, null);

    /** A changed quota starts a window of its own. */
    private record Limited(RateLimits by, @Nullable MinuteQuota quota) {}

    /** Null where the limits are none. */
    @Nullable MinuteQuota quota(RateLimits limits, Function<RateLimits, MinuteQuota> begin) {
        Limited known = limited;
        return known.by() == limits || known.by().equals(limits) ? known.quota() : changed(limits, begin);
    }

    private synchronized @Nullable MinuteQuota changed(RateLimits limits, Function<RateLimits, MinuteQuota> begin) {
        if (!limited.by().equals(limits)) {
            limited = new Limited(limits, limits.equals(RateLimits.NONE) ? null : begin.apply(limits));
        }
        return limited.quota();
    }

    UpstreamLimitState said(String keyId) {
        UpstreamLimitState known = words.get(keyId);
        return known != null ? known : words.computeIfAbsent(keyId, id -> new UpstreamLimitState());
    }

    /** Null when nothing was said. */
    @Nullable UpstreamLimitState word(String keyId) {
        return words.get(keyId);
    }

    /** The most tokens that a provider admits at once under this key, or under the tightest one; null for any key. */
    long mostTokens(@Nullable String keyId) {
        if (keyId == null) {
            long most = Long.MAX_VALUE;
            for (UpstreamLimitState state : words.values()) {
                most = Math.min(most, state.mostTokens());
            }
            return most;
        }
        UpstreamLimitState word = words.get(keyId);
        return word == null ? Long.MAX_VALUE : word.mostTokens();
    }

    /** The key of that id is another one from now on. */
    void forget(String keyId) {
        words.remove(keyId);
    }

    boolean hasWords() {
        return !words.isEmpty();
    }

    Optional<Duration> blocked(String keyId, long now) {
        return Optional.ofNullable(words.get(keyId)).flatMap(word -> word.blocked(now));
    }

    /** Tells which models and keys providers asked to be left alone with. */
    static ComponentStatus status(Map<ModelKey, ModelLimits> models, long nanos, Instant now, Instant start) {
        return ComponentStatus.of(
                models.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .flatMap(model -> model.getValue().pauses(model.getKey(), nanos, now))
                        .toList(),
                start,
                details -> "blocked by their provider: " + ComponentStatus.listed(details),
                "They are not called until then; requests go to other keys and models where they have any, and are"
                        + " refused with 429 where not.");
    }

    /** The pauses under way, by key (empty where there is none). */
    private Stream<Finding> pauses(ModelKey model, long nanos, Instant now) {
        return words.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(word ->
                        word.getValue().pause(nanos).stream().map(pause -> said(model, word.getKey(), pause, now)));
    }

    private static Finding said(ModelKey model, String key, UpstreamLimitState.Pause pause, Instant now) {
        return new Finding(
                now.minus(pause.lasted()),
                model + (key.isEmpty() ? "" : " with key " + key) + " until "
                        + now.plus(pause.left()).truncatedTo(ChronoUnit.SECONDS));
    }

    /** Over all keys of which something was said. */
    Duration shortestWait(long tokens, long now) {
        return words.values().stream()
                .map(word -> word.waitFor(tokens, now))
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
