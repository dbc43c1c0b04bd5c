package dev.quartermaster.api.alerts;

import dev.quartermaster.alerts.Alert;
import dev.quartermaster.alerts.AlertService;
import dev.quartermaster.api.Page;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.storage.DatabaseAway;
import dev.quartermaster.storage.audit.AuditTrail;
import dev.quartermaster.storage.audit.Author;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Serves the alerts. */
@Path("/api/v1/alerts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Alerts")
public class AlertResource {

    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final AlertService alertService;

    private final AuditTrail audit;

    AlertResource(AlertService alertService, AuditTrail audit) {
        this.alertService = alertService;
        this.audit = audit;
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Operation(
            summary = "Alerts, the newest first",
            description = "Filters: kind, subject, acknowledged (true or false), from and to (RFC 3339).")
    public Uni<Page<Alert>> list(@BeanParam AlertQuery query) {
        int limit = Page.limit(query.limit());
        return alertService
                .list(query.filter(), limit + 1)
                .map(found -> Page.of(found, limit, alert -> alert, AlertQuery::cursor));
    }

    @RolesAllowed(Roles.OPERATOR)
    @POST
    @Path("/{id}/ack")
    @Operation(summary = "Notes that somebody has seen to it; the first to do so stays")
    public Uni<Alert> acknowledge(@PathParam("id") String id, @Context RoutingContext context) {
        Caller caller = RequestInfo.of(context).caller();
        return alertService
                .acknowledge(parse(id), caller.id())
                .onFailure(DatabaseAway.class)
                .transform(away -> new QuartermasterException(
                        ErrorCode.HISTORY_UNAVAILABLE, "Older alerts are not available now.", null, TRY_AGAIN))
                .map(found -> found.orElseThrow(() -> unknown(id)))
                .call(alert -> audit.acted(Author.api(caller.id()), "acknowledge", "alert", id, null));
    }

    private static UUID parse(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw unknown(id);
        }
    }

    private static QuartermasterException unknown(String id) {
        return new QuartermasterException(ErrorCode.NOT_FOUND, "There is no alert '" + id + "'");
    }
}
