package dev.quartermaster.console.agents;

import dev.quartermaster.auth.Roles;
import dev.quartermaster.console.Frame;
import dev.quartermaster.console.Frames;
import dev.quartermaster.console.Pages;
import dev.quartermaster.console.Room;
import dev.quartermaster.domain.AgentType;
import dev.quartermaster.domain.QuartermasterException;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Shows the agents, one agent, and the models that fit it. */
@Singleton
@Path("/console/agents")
public class AgentsResource {

    private final AgentRows rows;
    private final AgentPages agents;
    private final ModelChoices choices;
    private final Frames frames;
    private final Pages pages;

    AgentsResource(AgentRows rows, AgentPages agents, ModelChoices choices, Frames frames, Pages pages) {
        this.rows = rows;
        this.agents = agents;
        this.choices = choices;
        this.frames = frames;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance agents(Frame frame, AgentRows.Rows agents);

        static native TemplateInstance models(List<ModelChoices.Choice> models, String defaultModel, String selected);
    }

    /** Lists those whose names hold {@code q}, or leads to the one that {@code open} names. */
    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Operation(hidden = true)
    public Uni<Response> list(
            @RestQuery @Nullable String q, @RestQuery @Nullable String open, @Context RoutingContext context) {
        return pages.answer(context, Room.AGENTS, () -> {
            String problem = "";
            if (open != null && !open.isBlank()) {
                try {
                    String name = AgentType.check("agent_type", open.strip());
                    return Uni.createFrom().item(Pages.to(address(name)));
                } catch (QuartermasterException noName) {
                    problem = String.valueOf(noName.getMessage());
                }
            }
            Frame frame = frames.of(context, Room.AGENTS, "Agents");
            return pages.html(
                    context,
                    problem.isEmpty() ? 200 : 400,
                    Templates.agents(frame, rows.like(q == null ? "" : q.strip(), problem)));
        });
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Path("/{agent_type}")
    @Operation(hidden = true)
    public Uni<Response> one(
            @PathParam("agent_type") String name, @RestQuery @Nullable String done, @Context RoutingContext context) {
        return pages.answer(context, Room.AGENTS, () -> {
            String agentType = AgentType.check("agent_type", name);
            return agents.show(context, 200, agentType, AgentPages.Shown.done(Done.of(done)));
        });
    }

    /** Shows the models of a provider that have the features; asked for when one of them is chosen in the form. */
    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Path("/{agent_type}/models")
    @Operation(hidden = true)
    public Uni<Response> models(
            @RestQuery @Nullable String provider,
            @RestQuery List<String> features,
            @RestQuery @Nullable String model,
            @Context RoutingContext context) {
        return pages.answer(context, Room.AGENTS, () -> {
            String selected = model == null ? "" : model;
            String wanted = provider == null ? "" : provider;
            // A model of another provider than the one chosen is not kept: that is why another one was chosen.
            String kept = wanted.isEmpty() || choices.provider(selected).equals(wanted) ? selected : "";
            return pages.html(
                    context, Templates.models(choices.fitting(wanted, features, kept), rows.defaultModel(), kept));
        });
    }

    /** Address of the page of an agent; its name needs no escape. */
    static String address(String agentType) {
        return "/console/agents/" + agentType;
    }
}
