package dev.quartermaster.auth.keys;

import dev.quartermaster.domain.Caller;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a key, made by an administrator.
 *
 * @param models that it may use, qualified; null for all
 * @param agentTypes that it may act as; null for all
 * @param requestsPerMinute null: as callers that are not named
 * @param tokensPerMinute null: as callers that are not named
 * @param tenant group whose callers may be given each other's cached answers; null: nobody but this key
 * @param expiresAt null: never
 */
public record KeySettings(
        String name,
        @Nullable String note,
        Caller.Role role,
        @Nullable List<String> models,
        @Nullable List<String> agentTypes,
        @Nullable Long requestsPerMinute,
        @Nullable Long tokensPerMinute,
        @Nullable String tenant,
        @Nullable Instant expiresAt) {

    public KeySettings {
        models = models == null ? null : List.copyOf(models);
        agentTypes = agentTypes == null ? null : List.copyOf(agentTypes);
    }
}
