package dev.quartermaster.api.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.auth.keys.CallerKey;
import dev.quartermaster.auth.keys.KeySettings;
import dev.quartermaster.budgets.store.BudgetReports.Standing;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is shown.
 *
 * @param key the whole key, in the answer that made it or gave it a new secret; never again
 * @param budgets those that hold for it
 */
@RegisterForReflection
@Schema(name = "Key")
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record KeyAnswer(
        String id,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key,
        String name,
        @Schema(nullable = true) @Nullable String note,
        String role,
        String state,
        @Schema(nullable = true) @Nullable List<String> models,

        @Schema(nullable = true) @Nullable List<String> agentTypes,

        @Schema(nullable = true) @Nullable Long requestsPerMinute,
        @Schema(nullable = true) @Nullable Long tokensPerMinute,
        @Schema(nullable = true) @Nullable String tenant,
        @Schema(nullable = true) @Nullable Instant expiresAt,
        Instant createdAt,
        String createdBy,
        Instant updatedAt,
        Instant secretMadeAt,
        @Schema(nullable = true) @Nullable Instant formerSecretUntil,
        @Schema(nullable = true) @Nullable Instant lastUsedAt,
        @Schema(nullable = true) @Nullable Instant revokedAt,
        long revision,
        List<BudgetLine> budgets) {

    /** State of one budget of a key. */
    @RegisterForReflection
    @Schema(name = "KeyBudget")
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record BudgetLine(
            String name,
            String window,
            String action,
            BigDecimal limitUsd,
            BigDecimal spentUsd,
            BigDecimal heldUsd,
            BigDecimal remainingUsd,
            @Schema(nullable = true) @Nullable Instant resetsAt) {

        static BudgetLine of(Standing standing) {
            return new BudgetLine(
                    standing.kept().budget().name(),
                    standing.kept().budget().window().unit().wire(),
                    standing.kept().budget().action().wire(),
                    standing.kept().budget().limit().usd(),
                    standing.spent().usd(),
                    standing.held().usd(),
                    standing.remaining().usd(),
                    standing.resetsAt());
        }
    }

    /**
     * Shows a key.
     *
     * @param secret null: not to be told
     * @param lastUsedAt null: not yet
     */
    static KeyAnswer of(
            CallerKey key,
            @Nullable String secret,
            Instant now,
            @Nullable Instant lastUsedAt,
            List<Standing> standings) {
        KeySettings settings = key.settings();
        return new KeyAnswer(
                key.id(),
                secret,
                settings.name(),
                settings.note(),
                Roles.name(settings.role()),
                key.state(now).name().toLowerCase(Locale.ROOT),
                settings.models(),
                settings.agentTypes(),
                settings.requestsPerMinute(),
                settings.tokensPerMinute(),
                settings.tenant(),
                settings.expiresAt(),
                key.createdAt(),
                key.createdBy(),
                key.updatedAt(),
                key.secretMadeAt(),
                key.formerUntil(),
                lastUsedAt,
                key.revokedAt(),
                key.revision(),
                standings.stream().map(BudgetLine::of).toList());
    }
}
