package dev.quartermaster.console;

import dev.quartermaster.auth.Roles;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestResponse;

/** The console, and the way to it. */
@Singleton
@Path("/")
public class ConsoleResource {

    private final OverviewReader reader;

    ConsoleResource(OverviewReader reader) {
        this.reader = reader;
    }

    @CheckedTemplate
    static class Templates {
        private Templates() {}

        static native TemplateInstance console(Overview overview);
    }

    /** A relative way, so that it holds behind any proxy. */
    @RolesAllowed(Roles.OPERATOR)
    @GET
    @NonBlocking
    @Operation(hidden = true)
    public RestResponse<Void> root() {
        return RestResponse.ResponseBuilder.<Void>create(RestResponse.Status.SEE_OTHER)
                .header("location", "/console")
                .build();
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Path("console")
    @Produces(MediaType.TEXT_HTML)
    @NonBlocking
    @Operation(hidden = true)
    @ResponseHeader(name = "cache-control", value = "no-store")
    public TemplateInstance console() {
        return Templates.console(reader.read());
    }
}
