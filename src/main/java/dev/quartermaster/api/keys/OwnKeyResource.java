package dev.quartermaster.api.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.auth.keys.CallerKey;
import dev.quartermaster.auth.keys.KeyDirectory;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.limits.CallerLimits;
import dev.quartermaster.limits.RateLimitStatus;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Shows a key to its holder: what it may do, what it has spent and what is left. Also when its budget is used up. */
@Path("/api/v1/keys/self")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Keys")
class OwnKeyResource {

    private final KeyDirectory directory;
    private final KeyBudget budgets;
    private final CallerLimits limits;

    OwnKeyResource(KeyDirectory directory, KeyBudget budgets, CallerLimits limits) {
        this.directory = directory;
        this.budgets = budgets;
        this.limits = limits;
    }

    /**
     * A key as its holder sees it. The fields of a key are null for the admin key of the configuration.
     *
     * @param remainingRequests of this minute; null without a limit
     * @param remainingTokens of this minute; null without a limit
     */
    @RegisterForReflection
    @Schema(name = "OwnKey")
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record OwnKey(
            String id,
            String role,
            @Schema(nullable = true) @Nullable String name,
            @Schema(nullable = true) @Nullable List<String> models,
            @Schema(nullable = true) @Nullable List<String> agentTypes,
            @Schema(nullable = true) @Nullable Instant expiresAt,
            @Schema(nullable = true) @Nullable Instant formerSecretUntil,
            @Schema(nullable = true) @Nullable Long remainingRequests,
            @Schema(nullable = true) @Nullable Long remainingTokens,
            List<KeyAnswer.BudgetLine> budgets) {}

    @RolesAllowed(Roles.AGENT)
    @GET
    @Operation(summary = "The key of this request: its role, limits, and what is spent, held and left of its budgets")
    public Uni<OwnKey> self(@Context RoutingContext context) {
        Caller caller = RequestInfo.of(context).caller();
        Optional<CallerKey> key = directory.find(caller.id());
        return budgets.standings(List.of(caller.id()))
                .map(found -> new OwnKey(
                        caller.id(),
                        Roles.name(caller.role()),
                        key.map(known -> known.settings().name()).orElse(null),
                        key.map(known -> known.settings().models()).orElse(null),
                        key.map(known -> known.settings().agentTypes()).orElse(null),
                        key.map(known -> known.settings().expiresAt()).orElse(null),
                        key.map(CallerKey::formerUntil).orElse(null),
                        limits.requestStatus(caller)
                                .map(RateLimitStatus::remaining)
                                .orElse(null),
                        limits.tokenStatus(caller)
                                .map(RateLimitStatus::remaining)
                                .orElse(null),
                        found.getOrDefault(caller.id(), List.of()).stream()
                                .map(KeyAnswer.BudgetLine::of)
                                .toList()));
    }
}
