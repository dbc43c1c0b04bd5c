package dev.quartermaster.api.alerts;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.alerts.Alert;
import dev.quartermaster.alerts.AlertService;
import dev.quartermaster.alerts.AlertsConfig;
import dev.quartermaster.api.Sse;
import dev.quartermaster.api.entry.Admissions;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.domain.QuartermasterException;
import io.smallrye.mutiny.Multi;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;

/**
 * Serves alerts as they are raised, as server-sent events. It declares no media type to the framework, which would write
 * each piece as an event of its own, or refuse browsers that accept events only.
 */
@Path("/api/v1/alerts/stream")
@Tag(name = "Alerts")
public class AlertStreamResource {

    private final AlertService alertService;
    private final AlertsConfig config;
    private final Admissions admissions;
    private final ObjectMapper json;

    AlertStreamResource(AlertService alertService, AlertsConfig config, Admissions admissions, ObjectMapper json) {
        this.alertService = alertService;
        this.config = config;
        this.admissions = admissions;
        this.json = json;
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Operation(
            summary = "Alerts as they are told, as server-sent events",
            description =
                    "A client that comes back with Last-Event-ID gets what it has missed, as far as it is in memory. The"
                            + " stream ends when its key, token or session does.")
    @APIResponse(
            responseCode = "200",
            description = "Events, until the client leaves",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING)))
    public RestMulti<byte[]> stream(@Context RoutingContext context) {
        Multi<byte[]> events = alertService.stream(lastEventId(context)).map(this::event);
        Multi<byte[]> pieces = Multi.createBy()
                .merging()
                .streams(Multi.createFrom().item(Sse.comment("connected")), events, heartbeats());
        return RestMulti.fromMultiData(admissions.whileAdmitted(context, pieces))
                .header(HttpHeaders.CONTENT_TYPE, MediaType.SERVER_SENT_EVENTS + ";charset=utf-8")
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                // These are events, one after the other, and no list.
                .encodeAsJsonArray(false)
                .build();
    }

    private byte[] event(Alert alert) {
        byte[] id = ("id: " + alert.id() + "\n").getBytes(StandardCharsets.UTF_8);
        return Sse.join(id, Sse.event("alert", JsonBody.bytes(json, alert)));
    }

    /** Comments that keep the connection open; dropped for a client that has not read the last ones. */
    private Multi<byte[]> heartbeats() {
        if (config.heartbeat().isZero()) {
            return Multi.createFrom().nothing();
        }
        return Multi.createFrom()
                .ticks()
                .startingAfter(config.heartbeat())
                .every(config.heartbeat())
                .onOverflow()
                .drop()
                .map(tick -> Sse.comment("alive"));
    }

    private static Optional<UUID> lastEventId(RoutingContext context) {
        String header = context.request().getHeader("Last-Event-ID");
        if (header == null || header.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(header.strip()));
        } catch (IllegalArgumentException e) {
            throw QuartermasterException.invalid("Last-Event-ID", "'Last-Event-ID' is not the id of an event");
        }
    }
}
