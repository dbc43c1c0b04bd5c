package dev.quartermaster.console.tuning;

import dev.quartermaster.agents.AgentProfiles;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.console.ConsoleForms;
import dev.quartermaster.console.Frame;
import dev.quartermaster.console.Frames;
import dev.quartermaster.console.Pages;
import dev.quartermaster.console.Room;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.registry.ModelRegistry;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Shows what an edit of the registry file comes to, as it is edited. On worker threads, as it reads files. */
@Singleton
@Blocking
@Path(TuningResource.PATH)
@UnlessBuildProfile("prod")
public class TuningResource {

    static final String PATH = "/console/tuning";

    private static final String BUNDLED = "src/main/resources/model-registry.json";

    private final RegistryReader reader;
    private final Preview preview;
    private final AgentProfiles agents;
    private final ModelRegistry registry;
    private final Frames frames;
    private final Pages pages;
    private final ConsoleForms forms;

    TuningResource(
            RegistryReader reader,
            Preview preview,
            AgentProfiles agents,
            ModelRegistry registry,
            Frames frames,
            Pages pages,
            ConsoleForms forms) {
        this.reader = reader;
        this.preview = preview;
        this.agents = agents;
        this.registry = registry;
        this.frames = frames;
        this.pages = pages;
        this.forms = forms;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance tuning(Frame frame, TuningView view);

        static native TemplateInstance tuning$findings(TuningView view);
    }

    /** Shows the page, or what changes of it with the file and the task. */
    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Operation(hidden = true)
    public Uni<Response> page(@Context UriInfo uri, @Context RoutingContext context) {
        TaskForm form = TaskForm.of(uri.getQueryParameters());
        TuningView view = view(form, reader.read(), RequestInfo.of(context).caller());
        return pages.html(
                context,
                Pages.isPart(context)
                        ? Templates.tuning$findings(view)
                        : Templates.tuning(frames.of(context, "Registry tuning"), view));
    }

    /** Compares later edits with what the file says now. */
    @RolesAllowed(Roles.ADMIN)
    @POST
    @Operation(hidden = true)
    public Uni<Response> mark(byte[] content, @Context RoutingContext context) {
        return pages.answer(context, Room.OVERVIEW, () -> {
            forms.read(content, context);
            reader.mark();
            return Uni.createFrom().item(Pages.to(PATH));
        });
    }

    private TuningView view(TaskForm form, TwoRegistries registries, Caller caller) {
        return new TuningView(
                form,
                registry.file().map(Object::toString).orElse(BUNDLED),
                registries.refusal() == null ? "" : registries.refusal(),
                registries.after().problems(),
                registries.warnings(),
                Changes.between(registries.before(), registries.after()),
                TouchedAgents.of(
                        agents,
                        registries.before(),
                        registries.after(),
                        agent -> preview.difference(form, agent, registries, caller)),
                preview.choose(form, registries, caller));
    }
}
