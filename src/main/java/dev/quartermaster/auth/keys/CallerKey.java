package dev.quartermaster.auth.keys;

import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.CallerGrant;
import dev.quartermaster.domain.ModelKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A key of a caller, without its secret.
 *
 * @param id public name, stable through rotations; the caller's id
 * @param secretMadeAt when it was made or rotated last
 * @param formerUntil end of the overlap of the last rotation; null when there was none
 * @param lastUsedAt null: not yet
 * @param revokedAt null: it is not
 * @param revision counts its changes
 * @param secrets hashes: the present one first
 */
public record CallerKey(
        String id,
        KeySettings settings,
        Instant createdAt,
        String createdBy,
        Instant updatedAt,
        Instant secretMadeAt,
        @Nullable Instant formerUntil,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt,
        long revision,
        List<KeySecret> secrets,
        Caller caller) {

    static CallerKey of(CallerKeyEntity row) {
        KeySettings settings = row.settings();
        return new CallerKey(
                row.id,
                settings,
                row.createdAt,
                row.createdBy,
                row.updatedAt,
                row.secretMadeAt,
                row.formerUntil,
                row.lastUsedAt,
                row.revokedAt,
                row.revision,
                row.secrets(),
                new Caller(row.id, settings.role(), grant(settings)));
    }

    private static CallerGrant grant(KeySettings settings) {
        return new CallerGrant(
                models(settings.models()),
                settings.agentTypes() == null ? null : Set.copyOf(settings.agentTypes()),
                settings.requestsPerMinute(),
                settings.tokensPerMinute(),
                settings.tenant());
    }

    private static @Nullable Set<ModelKey> models(@Nullable List<String> names) {
        return names == null
                ? null
                : names.stream().flatMap(name -> ModelKey.parse(name).stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** State of a key, by which it is let in or not. */
    public enum State {
        ACTIVE,
        EXPIRED,
        REVOKED
    }

    public State state(Instant now) {
        if (revokedAt != null) {
            return State.REVOKED;
        }
        Instant end = settings.expiresAt();
        return end != null && !now.isBefore(end) ? State.EXPIRED : State.ACTIVE;
    }
}
