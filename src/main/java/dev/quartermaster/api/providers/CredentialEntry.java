package dev.quartermaster.api.providers;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.credentials.Denial;
import dev.quartermaster.credentials.KeyOrigin;
import dev.quartermaster.credentials.KeyState;
import dev.quartermaster.credentials.store.StoredKeys;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A key of a provider.
 *
 * @param kind {@code api_key}, {@code bearer_token} or {@code access_key}; null for one that cannot be read
 * @param origin {@code database}, {@code secrets_manager}, {@code configuration}, {@code environment} or {@code env_file}
 * @param source its place by name: a setting, a variable, a secret
 * @param slot its place in the database; null where it is not kept there
 * @param state {@code good}; {@code refused} by its provider; {@code limited}; {@code standby}, as a place before its own has
 *     keys; {@code unreadable}, as the master key that sealed it is not there
 * @param since when it was set, or first seen
 * @param expiresAt its end, where the key itself says it; null where it does not
 * @param restingSince when its provider refused it; null unless it rests
 * @param restingUntil when it is used again after its provider refused it; null unless it rests
 * @param restingBecause the answer of its provider, or why it cannot be read; null for others
 * @param deniedModels models that its provider does not let it use; empty for none
 * @param limitedUntil when the last of the models is called again with it for which the provider asked to be left alone;
 *     null when there is none
 */
@RegisterForReflection
@Schema(name = "Credential")
@JsonNaming(SnakeCaseStrategy.class)
public record CredentialEntry(
        String id,
        String masked,
        @Schema(nullable = true) @Nullable String kind,
        String origin,
        String source,
        @Schema(nullable = true) @Nullable Integer slot,
        String state,
        Instant since,
        @Schema(nullable = true) @Nullable Instant expiresAt,
        @Schema(nullable = true) @Nullable Instant restingSince,
        @Schema(nullable = true) @Nullable Instant restingUntil,
        @Schema(nullable = true) @Nullable String restingBecause,
        List<DeniedModel> deniedModels,
        @Schema(nullable = true) @Nullable Instant limitedUntil) {

    /**
     * A model that a key may not use.
     *
     * @param until when the model is tried again with the key
     * @param because the answer of the provider
     */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    public record DeniedModel(String model, Instant until, String because) {

        static DeniedModel of(Denial denial) {
            return new DeniedModel(denial.model().toString(), denial.until(), denial.why());
        }
    }

    static CredentialEntry of(KeyState key, List<Denial> denials, Optional<Instant> limitedUntil) {
        return new CredentialEntry(
                key.id(),
                key.masked(),
                key.kind().wire(),
                key.origin().wire(),
                key.source(),
                key.slot().orElse(null),
                state(key, limitedUntil),
                key.since(),
                key.expiresAt().orElse(null),
                key.restingSince().orElse(null),
                key.restingUntil().orElse(null),
                key.restingBecause().orElse(null),
                denials.stream()
                        .filter(denial -> denial.keyId().equals(key.id()))
                        .map(DeniedModel::of)
                        .toList(),
                limitedUntil.orElse(null));
    }

    static CredentialEntry of(StoredKeys.Unreadable key) {
        return new CredentialEntry(
                key.keyId(),
                "…",
                null,
                KeyOrigin.DATABASE.wire(),
                "database",
                key.slot().number(),
                "unreadable",
                key.since(),
                null,
                null,
                null,
                key.why(),
                List.of(),
                null);
    }

    private static String state(KeyState key, Optional<Instant> limitedUntil) {
        if (!key.serving()) {
            return "standby";
        }
        if (key.restingUntil().isPresent()) {
            return "refused";
        }
        return limitedUntil.isPresent() ? "limited" : "good";
    }
}
