package dev.quartermaster.api.cache;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.api.QueryParameters;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.cache.CacheAdministration;
import dev.quartermaster.cache.CacheAdministration.CacheState;
import dev.quartermaster.cache.CacheUsage;
import dev.quartermaster.cache.Clear;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.storage.audit.AuditTrail;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The response cache: what it is good for, and clearing it. */
@Path("/api/v1/cache")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Cache")
public class CacheResource {

    private final CacheAdministration cache;
    private final ModelRegistry registry;
    private final AuditTrail audit;
    private final ObjectMapper json;

    CacheResource(CacheAdministration cache, ModelRegistry registry, AuditTrail audit, ObjectMapper json) {
        this.cache = cache;
        this.registry = registry;
        this.audit = audit;
        this.json = json;
    }

    /**
     * @param model a qualified id; {@code other} for those beyond a bound
     * @param agentType null for requests of no agent
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Usage(
            String model,
            @Schema(nullable = true) @Nullable String agentType,
            long hits,
            long misses,
            long stored,
            long evictions,
            BigDecimal savedUsd) {

        static Usage of(CacheUsage usage) {
            return new Usage(
                    usage.model(),
                    usage.agentType(),
                    usage.hits(),
                    usage.misses(),
                    usage.stored(),
                    usage.evictions(),
                    usage.saved().usd());
        }
    }

    /**
     * @param shared whether there is a second tier
     * @param entries in the memory of this instance, as are the bytes
     * @param usage by model and agent type, since this instance started
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Statistics(
            boolean enabled,
            boolean shared,
            long entries,
            long bytes,
            long maxBytes,
            long hits,
            long misses,
            long stored,
            long evictions,
            BigDecimal savedUsd,
            List<Usage> usage) {

        static Statistics of(CacheState state) {
            CacheUsage total = state.total();
            return new Statistics(
                    state.enabled(),
                    state.shared(),
                    state.entries(),
                    state.bytes(),
                    state.maxBytes(),
                    total.hits(),
                    total.misses(),
                    total.stored(),
                    total.evictions(),
                    total.saved().usd(),
                    state.usage().stream().map(Usage::of).toList());
        }
    }

    /**
     * @param entries removed from the memory of this instance
     * @param everywhere whether the second tier knows, too
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Cleared(long entries, boolean everywhere) {}

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @NonBlocking
    @Operation(summary = "What the response cache of this instance holds and was good for, by model and agent type")
    public Statistics statistics() {
        return Statistics.of(cache.state());
    }

    @RolesAllowed(Roles.ADMIN)
    @DELETE
    @Operation(
            summary = "Clear the response cache, in all instances",
            description =
                    "Of a model, of an agent type, of a tenant (a caller's id or the name of a sharing group), of what"
                            + " fits all that is given, or without anything given all of it.")
    public Uni<Cleared> clear(
            @RestQuery String model,
            @RestQuery("agent_type") String agentType,
            @RestQuery String tenant,
            @Context RoutingContext context) {
        Clear wanted = new Clear(
                qualified(QueryParameters.text(model)), QueryParameters.text(agentType), QueryParameters.text(tenant));
        return cache.clear(wanted)
                .call(cleared -> audit.acted(
                        RequestInfo.of(context).author(), "clear", "cache", "all", details(wanted, cleared.entries())))
                .map(cleared -> new Cleared(cleared.entries(), cleared.everywhere()));
    }

    private String details(Clear wanted, long entries) {
        return json.createObjectNode()
                .put("model", wanted.model())
                .put("agent_type", wanted.agentType())
                .put("tenant", wanted.tenant())
                .put("entries", entries)
                .toString();
    }

    /** A model that is no longer in the registry may still have entries. */
    private @Nullable String qualified(@Nullable String name) {
        return name == null
                ? null
                : registry.snapshot()
                        .resolve(name)
                        .map(model -> model.key().toString())
                        .orElse(name);
    }
}
