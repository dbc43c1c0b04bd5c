package dev.quartermaster.console.overview;

import dev.quartermaster.auth.Roles;
import dev.quartermaster.console.Frame;
import dev.quartermaster.console.Frames;
import dev.quartermaster.console.Live;
import dev.quartermaster.console.Pages;
import dev.quartermaster.console.Room;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Serves the first page of the console, and the way to it. */
@Singleton
@Path("/")
public class OverviewResource implements Live {

    private static final String PAGE = "overview";

    private final OverviewReader reader;
    private final Frames frames;
    private final Pages pages;

    OverviewResource(OverviewReader reader, Frames frames, Pages pages) {
        this.reader = reader;
        this.frames = frames;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance overview(Frame frame, Overview overview);

        static native TemplateInstance overview$figures(Overview overview);

        static native TemplateInstance overview$state(Overview overview);

        static native TemplateInstance overview$summary(Overview overview);
    }

    /** A relative way, so that it holds behind any proxy. */
    @RolesAllowed(Roles.OPERATOR)
    @GET
    @NonBlocking
    @Operation(hidden = true)
    public Response root() {
        return Pages.to(Room.OVERVIEW.path());
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Path("console")
    @Operation(hidden = true)
    public Uni<Response> page(@Context RoutingContext context) {
        Frame frame = frames.of(context, Room.OVERVIEW, "Overview").live(PAGE);
        return pages.answer(context, Room.OVERVIEW, () -> reader.read()
                .chain(overview -> pages.html(context, Templates.overview(frame, overview))));
    }

    @Override
    public String page() {
        return PAGE;
    }

    @Override
    public Uni<Map<String, String>> parts() {
        return reader.read().chain(overview -> Uni.join()
                .all(List.of(
                        Templates.overview$figures(overview).createUni(),
                        Templates.overview$state(overview).createUni(),
                        Templates.overview$summary(overview).createUni()))
                .andFailFast()
                .map(html -> {
                    Map<String, String> parts = new LinkedHashMap<>();
                    parts.put("figures", html.get(0));
                    parts.put("state", html.get(1));
                    parts.put("summary", html.get(2));
                    return parts;
                }));
    }
}
