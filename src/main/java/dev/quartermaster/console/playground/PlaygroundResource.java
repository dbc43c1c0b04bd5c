package dev.quartermaster.console.playground;

import dev.quartermaster.auth.AuthConfig;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.console.Frame;
import dev.quartermaster.console.Frames;
import dev.quartermaster.console.Pages;
import dev.quartermaster.console.Room;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Serves the form that sends a chat completion. The browser sends it, with a key that is typed there: a session sends none. */
@Singleton
@Path("/console/playground")
public class PlaygroundResource {

    private final AuthConfig config;
    private final Frames frames;
    private final Pages pages;

    PlaygroundResource(AuthConfig config, Frames frames, Pages pages) {
        this.config = config;
        this.frames = frames;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance playground(Frame frame, boolean keyNeeded);
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Operation(hidden = true)
    public Uni<Response> page(@Context RoutingContext context) {
        Frame frame = frames.of(context, Room.PLAYGROUND, Room.PLAYGROUND.title());
        return pages.html(context, Templates.playground(frame, config.enabled()));
    }
}
