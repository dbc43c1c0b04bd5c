package dev.quartermaster.console.agents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.agents.AgentEditor;
import dev.quartermaster.agents.CanaryEnd;
import dev.quartermaster.api.agents.AgentEdits;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.console.ConsoleForm;
import dev.quartermaster.console.ConsoleForms;
import dev.quartermaster.console.Pages;
import dev.quartermaster.console.Room;
import dev.quartermaster.console.agents.AgentPages.Shown;
import dev.quartermaster.domain.AgentType;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.registry.edit.Expectation;
import dev.quartermaster.storage.audit.Author;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Changes agents at the console: tries a form, saves it, brings a revision back, ends a canary. */
@Singleton
@Path("/console/agents/{agent_type}")
public class AgentEditResource {

    private static final String SAVE = "save";
    private static final String CHECK = "check";
    private static final String PROMOTE = "promote";

    private final AgentEdits edits;
    private final AgentPages agents;
    private final Conflicts conflicts;
    private final ConsoleForms forms;
    private final Pages pages;

    AgentEditResource(AgentEdits edits, AgentPages agents, Conflicts conflicts, ConsoleForms forms, Pages pages) {
        this.edits = edits;
        this.agents = agents;
        this.conflicts = conflicts;
        this.forms = forms;
        this.pages = pages;
    }

    @RolesAllowed(Roles.ADMIN)
    @POST
    @Operation(hidden = true)
    public Uni<Response> form(@PathParam("agent_type") String name, byte[] content, @Context RoutingContext context) {
        return pages.answer(context, Room.AGENTS, () -> {
            ConsoleForm sent = forms.read(content, context);
            String agentType = AgentType.check("agent_type", name);
            AgentForm form = AgentForm.of(sent);
            if (sent.isTo(SAVE)) {
                return refusable(context, agentType, form, () -> save(context, agentType, form));
            } else if (sent.isTo(CHECK)) {
                return refusable(context, agentType, form, () -> check(context, agentType, form));
            }
            return agents.show(context, 200, agentType, Shown.form(form));
        });
    }

    private Uni<Response> save(RoutingContext context, String agentType, AgentForm form) {
        return edits.make(agentType, form.expectation(), step(agentType, form), author(context))
                .map(change -> Pages.to((change.isEffective() ? Done.SAVED : Done.UNCHANGED).at(agentType)));
    }

    private Uni<Response> check(RoutingContext context, String agentType, AgentForm form) {
        return edits.dryRun(agentType, form.expectation(), step(agentType, form))
                .chain(effects ->
                        agents.show(context, 200, agentType, Shown.form(form).tried(Trials.of(effects))));
    }

    /** Only what differs from the agent's settings is changed, so that what the form does not show stays. */
    private AgentEditor.Step step(String agentType, AgentForm form) {
        ObjectNode patch = AgentPatch.of(agents.now(agentType), form.values());
        return form.isNew() ? edits.whole(patch) : edits.patch(agentType, patch);
    }

    /** Shows the form again, as it was sent, with the reason when it is refused. */
    private Uni<Response> refusable(
            RoutingContext context, String agentType, AgentForm form, Supplier<Uni<Response>> work) {
        return Uni.createFrom()
                .deferred(work::get)
                .onFailure(QuartermasterException.class)
                .recoverWithUni(refusal -> refusal.code() == ErrorCode.PRECONDITION_FAILED
                        ? conflicts
                                .of(agentType, form.values())
                                .chain(conflict -> agents.show(
                                        context,
                                        409,
                                        agentType,
                                        Shown.form(form).conflicting(conflict)))
                        : agents.show(
                                context,
                                refusal.code().status(),
                                agentType,
                                Shown.form(form).refused(refusal)));
    }

    @RolesAllowed(Roles.ADMIN)
    @POST
    @Path("/rollback")
    @Operation(hidden = true)
    public Uni<Response> rollback(
            @PathParam("agent_type") String name, byte[] content, @Context RoutingContext context) {
        return pages.answer(context, Room.AGENTS, () -> {
            ConsoleForm sent = forms.read(content, context);
            String agentType = AgentType.check("agent_type", name);
            if (sent.isTo(ConsoleForm.SHOW)) {
                return agents.show(context, 200, agentType, Shown.SETTINGS);
            }
            Long target = AgentForm.number(sent.text("target"));
            return orWhy(
                    context,
                    agentType,
                    edits.rollback(agentType, target, expected(sent), author(context))
                            .map(change -> Pages.to(Done.ROLLED_BACK.at(agentType))));
        });
    }

    @RolesAllowed(Roles.ADMIN)
    @POST
    @Path("/canary")
    @Operation(hidden = true)
    public Uni<Response> endCanary(
            @PathParam("agent_type") String name, byte[] content, @Context RoutingContext context) {
        return pages.answer(context, Room.AGENTS, () -> {
            ConsoleForm sent = forms.read(content, context);
            String agentType = AgentType.check("agent_type", name);
            if (sent.isTo(ConsoleForm.SHOW)) {
                return agents.show(context, 200, agentType, Shown.SETTINGS);
            }
            boolean promoted = sent.isTo(PROMOTE);
            CanaryEnd end = promoted ? CanaryEnd.PROMOTE : CanaryEnd.ROLLBACK;
            return orWhy(
                    context,
                    agentType,
                    edits.endCanary(agentType, end, expected(sent), author(context))
                            .map(change -> Pages.to((promoted ? Done.PROMOTED : Done.CANARY_ENDED).at(agentType))));
        });
    }

    /** Shows the agent as it is now, with the reason when nothing was done, as that somebody else had changed it. */
    private Uni<Response> orWhy(RoutingContext context, String agentType, Uni<Response> act) {
        return act.onFailure(QuartermasterException.class).recoverWithUni(refusal -> {
            ErrorCode code = refusal.code();
            int status = code == ErrorCode.PRECONDITION_FAILED ? ErrorCode.CONFLICT.status() : code.status();
            return agents.show(context, status, agentType, Shown.SETTINGS.refused(refusal));
        });
    }

    private static Expectation expected(ConsoleForm sent) {
        return Expectation.tag(sent.text("revision"));
    }

    private static Author author(RoutingContext context) {
        return new Author(RequestInfo.of(context).caller().id(), "console");
    }
}
