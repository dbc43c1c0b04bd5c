package dev.quartermaster.api.providers;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.api.Page;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.health.ProbeResult;
import dev.quartermaster.health.Prober;
import dev.quartermaster.provider.directory.Providers;
import dev.quartermaster.storage.audit.AuditTrail;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Lists the providers with their settings, credentials and health, and probes one by hand. */
@Path("/api/v1/providers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Providers")
public class ProviderResource {

    private final Providers providers;
    private final ProviderNames names;
    private final ProviderEntries entries;
    private final Prober prober;

    private final AuditTrail audit;

    ProviderResource(
            Providers providers, ProviderNames names, ProviderEntries entries, Prober prober, AuditTrail audit) {
        this.providers = providers;
        this.names = names;
        this.entries = entries;
        this.prober = prober;
        this.audit = audit;
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @NonBlocking
    @Operation(summary = "Every provider, its credentials (masked) and its health")
    public Page<ProviderEntry> list() {
        return Page.whole(providers.states().stream().map(entries::of).toList());
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Path("/{provider}")
    @NonBlocking
    @Operation(summary = "One provider by its name or an alias of it")
    public ProviderEntry one(@PathParam("provider") String name) {
        return entries.of(names.require(name));
    }

    /**
     * Costs nothing: it asks for a version or a list of models. Where the provider answers, the next call may try its
     * models that are left alone.
     */
    @RolesAllowed(Roles.OPERATOR)
    @POST
    @Path("/{provider}/probe")
    @Operation(summary = "Asks the provider whether it is there, now")
    public Uni<ProbeAnswer> probe(@PathParam("provider") String name, @Context RoutingContext context) {
        ProviderId provider = names.require(name).id();
        return prober.probeOnDemand(provider)
                .call(() -> audit.acted(RequestInfo.of(context).author(), "probe", "provider", provider.value(), null))
                .map(result -> ProbeAnswer.of(result, entries.of(names.require(name))));
    }

    /**
     * The result of a probe.
     *
     * @param reachable true when the provider is there, even if it refused the question
     * @param detail the reason why it did not answer as it should; null when it did
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record ProbeAnswer(
            boolean reachable,
            boolean answered,
            double latencyMs,
            @Schema(nullable = true) @Nullable String detail,
            ProviderEntry provider) {

        static ProbeAnswer of(ProbeResult result, ProviderEntry provider) {
            return new ProbeAnswer(
                    result.reachable(),
                    result.answered(),
                    TimeUnit.NANOSECONDS.toMicros(result.took().toNanos()) / 1e3,
                    result.detail(),
                    provider);
        }
    }
}
