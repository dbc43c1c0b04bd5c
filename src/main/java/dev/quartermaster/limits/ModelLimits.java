package dev.quartermaster.limits;

import dev.quartermaster.domain.model.RateLimits;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** All that limits one model: its quota by the registry, and what its provider has said of it, by key. */
final class ModelLimits {

    private final Map<String, UpstreamLimitState> words = new ConcurrentHashMap<>();
    private volatile Limited limited = new Limited(RateLimits.NONE, null);

    /** A changed quota starts a window of its own. */
    private record Limited(RateLimits by, MinuteQuota quota) {}

    /** Null where the limits are none. */
    MinuteQuota quota(RateLimits limits, Function<RateLimits, MinuteQuota> begin) {
        Limited known = limited;
        return known.by() == limits || known.by().equals(limits) ? known.quota() : changed(limits, begin);
    }

    private synchronized MinuteQuota changed(RateLimits limits, Function<RateLimits, MinuteQuota> begin) {
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
    UpstreamLimitState word(String keyId) {
        return words.get(keyId);
    }

    /** The most tokens that a provider admits at once under this key, or under the tightest one; null for any key. */
    long mostTokens(String keyId) {
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

    boolean hasWords() {
        return !words.isEmpty();
    }

    Optional<Duration> blocked(String keyId, long now) {
        return Optional.ofNullable(words.get(keyId)).flatMap(word -> word.blocked(now));
    }

    /** Those under way, by key. */
    Map<String, UpstreamLimitState.Pause> pauses(long now) {
        Map<String, UpstreamLimitState.Pause> pauses = new TreeMap<>();
        words.forEach((key, word) -> word.pause(now).ifPresent(pause -> pauses.put(key, pause)));
        return pauses;
    }

    /** Over all keys of which something was said. */
    Duration shortestWait(long tokens, long now) {
        return words.values().stream()
                .map(word -> word.waitFor(tokens, now))
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
