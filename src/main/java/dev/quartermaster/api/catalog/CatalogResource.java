package dev.quartermaster.api.catalog;

import dev.quartermaster.api.Page;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.catalog.BedrockCatalog;
import dev.quartermaster.catalog.CatalogUnavailable;
import dev.quartermaster.catalog.query.CatalogIndex;
import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.storage.audit.AuditTrail;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Function;

/** Amazon Bedrock's models, regions and inference profiles. */
@Path("/api/v1/catalog/bedrock")
@Produces(MediaType.APPLICATION_JSON)
public class CatalogResource {

    private final BedrockCatalog catalog;
    private final Regions regions;

    private final AuditTrail audit;

    CatalogResource(BedrockCatalog catalog, Regions regions, AuditTrail audit) {
        this.catalog = catalog;
        this.regions = regions;
        this.audit = audit;
    }

    /** The origin and age of the catalog, the sources that failed, and the state of each region. */
    @RolesAllowed(Roles.AGENT)
    @GET
    public Uni<Overview> overview() {
        return catalog.report()
                .onFailure(CatalogUnavailable.class)
                .transform(CatalogResource::unavailable)
                .map(report -> Overview.of(report, regions));
    }

    /** Asks AWS now; the answer is the catalog after that. */
    @RolesAllowed(Roles.OPERATOR)
    @POST
    @Path("/refresh")
    public Uni<Overview> refresh(@Context RoutingContext context) {
        return catalog.refresh()
                .call(() -> audit.acted(RequestInfo.of(context).author(), "refresh", "catalog", "bedrock", null))
                .onFailure(CatalogUnavailable.class)
                .transform(CatalogResource::unavailable)
                .map(report -> Overview.of(report, regions));
    }

    @RolesAllowed(Roles.AGENT)
    @GET
    @Path("/models")
    public Uni<Page<ModelEntry>> models(@BeanParam ModelQuery query) {
        return answer(query::page);
    }

    /** One model by its id, a profile's id, its name, or a short form of it. */
    @RolesAllowed(Roles.AGENT)
    @GET
    @Path("/models/{name:.+}")
    public Uni<ModelEntry> model(@PathParam("name") String name, @QueryParam("region") String region) {
        return answer(index -> region == null
                ? ModelEntry.of(index.require(name), null)
                : ModelEntry.of(
                        index.availability(name, region).model(),
                        regions.require(region).id()));
    }

    /** Tells if a region offers a model, and by which id it is called from there. */
    @RolesAllowed(Roles.AGENT)
    @GET
    @Path("/availability")
    public Uni<AvailabilityAnswer> availability(@BeanParam AvailabilityQuery query) {
        return answer(query::ask);
    }

    private <T> Uni<T> answer(Function<CatalogIndex, T> question) {
        return catalog.index()
                .onFailure(CatalogUnavailable.class)
                .transform(CatalogResource::unavailable)
                .map(question);
    }

    private static QuartermasterException unavailable(Throwable failure) {
        return new QuartermasterException(ErrorCode.NO_MODEL_AVAILABLE, failure.getMessage());
    }
}
