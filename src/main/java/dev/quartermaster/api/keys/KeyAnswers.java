package dev.quartermaster.api.keys;

import dev.quartermaster.auth.keys.CallerKey;
import dev.quartermaster.auth.keys.KeyUses;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows keys with what this instance and their budgets know of their use. */
@Singleton
class KeyAnswers {

    private final KeyUses uses;
    private final KeyBudget budgets;
    private final Clock clock;

    KeyAnswers(KeyUses uses, KeyBudget budgets, Clock clock) {
        this.uses = uses;
        this.budgets = budgets;
        this.clock = clock;
    }

    Uni<List<KeyAnswer>> of(List<CallerKey> keys) {
        Instant now = clock.instant();
        return budgets.standings(keys.stream().map(CallerKey::id).toList()).map(found -> keys.stream()
                .map(key -> KeyAnswer.of(key, null, now, lastUsed(key), found.getOrDefault(key.id(), List.of())))
                .toList());
    }

    /** @param secret null: not to be told */
    Uni<Response> response(int status, CallerKey key, @Nullable String secret) {
        return budgets.standings(List.of(key.id())).map(found -> Response.status(status)
                .entity(KeyAnswer.of(
                        key, secret, clock.instant(), lastUsed(key), found.getOrDefault(key.id(), List.of())))
                .tag(Long.toString(key.revision()))
                .header("cache-control", "no-store")
                .build());
    }

    /** What is written down, or what was seen here since. */
    @Nullable Instant lastUsed(CallerKey key) {
        return Stream.concat(Stream.ofNullable(key.lastUsedAt()), uses.last(key.id()).stream())
                .max(Instant::compareTo)
                .orElse(null);
    }
}
