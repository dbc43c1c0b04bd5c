package dev.quartermaster.limits;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What a provider has said of one model, by key. */
final class ProviderWords {

    private final Map<String, ProviderWord> byKey = new ConcurrentHashMap<>();

    ProviderWord of(String keyId) {
        ProviderWord known = byKey.get(keyId);
        return known != null ? known : byKey.computeIfAbsent(keyId, id -> new ProviderWord());
    }

    Optional<ProviderWord> find(String keyId) {
        return Optional.ofNullable(byKey.get(keyId));
    }

    /** Over all keys of which something was said. */
    Duration shortestWait(long tokens, long now) {
        return byKey.values().stream()
                .map(word -> word.waitFor(tokens, now))
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
