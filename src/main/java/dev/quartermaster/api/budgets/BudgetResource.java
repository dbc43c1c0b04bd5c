package dev.quartermaster.api.budgets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.Cursor;
import dev.quartermaster.api.Page;
import dev.quartermaster.api.Preconditions;
import dev.quartermaster.api.QueryParameters;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.budgets.BudgetDefinitions;
import dev.quartermaster.budgets.definition.Budget;
import dev.quartermaster.budgets.definition.KeptBudget;
import dev.quartermaster.budgets.store.BudgetReports;
import dev.quartermaster.registry.edit.Expectation;
import dev.quartermaster.storage.audit.Author;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Serves and changes budgets. A change applies from the next request, on every instance, without a restart. */
@Path("/api/v1/budgets")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Budgets")
public class BudgetResource {

    private static final String FIELDS =
            "{name, scope (global, provider, model, agent_type, task_id, api_key) and target, or"
                    + " scopes: two of {scope, target} that apply together; window (hour, day, week, month, total), time_zone,"
                    + " rolling; limit_usd; thresholds; action (alert, block, shadow); on_threshold: economise and economise_from;"
                    + " enabled}";

    private final BudgetDefinitions definitions;
    private final BudgetReports reports;
    private final BudgetChanges changes;
    private final BudgetBody body;
    private final ObjectMapper json;

    BudgetResource(
            BudgetDefinitions definitions,
            BudgetReports reports,
            BudgetChanges changes,
            BudgetBody body,
            ObjectMapper json) {
        this.definitions = definitions;
        this.reports = reports;
        this.changes = changes;
        this.body = body;
        this.json = json;
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Operation(summary = "All budgets, by name, and how they stand")
    public Uni<Page<BudgetAnswer>> list(
            @RestQuery @DefaultValue(Page.DEFAULT_LIMIT) String limit, @RestQuery String cursor) {
        int most = Page.limit(limit);
        Cursor after = Cursor.parse(QueryParameters.text(cursor));
        List<KeptBudget> rows = definitions.all().stream()
                .filter(kept -> after == null || kept.budget().name().compareTo(after.key()) > 0)
                .limit(most + 1L)
                .toList();
        return reports.standings(rows)
                .map(found -> Page.of(
                        found,
                        most,
                        BudgetAnswer::of,
                        last -> new Cursor(last.kept().budget().name())));
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Path("/{name}")
    @Operation(
            summary = "One budget: how it stands, its past windows, who spends most of it, and when it will be reached",
            description = "The ETag names its revision.")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BudgetAnswer.class)))
    public Uni<Response> one(@PathParam("name") String name) {
        KeptBudget kept = definitions.find(name).orElseThrow(() -> BudgetChanges.unknown(name));
        return reports.standings(List.of(kept)).map(found -> found.get(0)).chain(standing -> reports.books(standing)
                .map(books -> BudgetChanges.answer(200, BudgetAnswer.of(standing, books))));
    }

    @RolesAllowed(Roles.ADMIN)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Create a budget",
            description = FIELDS + ". It begins with what the ledger already holds of its present window.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)))
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BudgetAnswer.class)))
    public Uni<Response> create(byte[] content, @Context RoutingContext context) {
        Author author = RequestInfo.of(context).author();
        Budget budget = body.read(JsonBody.parse(json, content), null);
        return changes.make(budget.name(), Expectation.ANYTHING, BudgetChanges.onlyNew(budget), author);
    }

    @RolesAllowed(Roles.ADMIN)
    @PUT
    @Path("/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Set a budget, whole",
            description =
                    FIELDS + ". If-Match: only the revision that was read; 'If-None-Match: *': only a new one. Another"
                            + " scope or window counts anew, from what the ledger holds.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)))
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BudgetAnswer.class)))
    @APIResponse(
            responseCode = "201",
            description = "It is new",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BudgetAnswer.class)))
    public Uni<Response> set(
            @PathParam("name") String name,
            @HeaderParam(Preconditions.IF_MATCH) String ifMatch,
            @HeaderParam(Preconditions.IF_NONE_MATCH) String ifNoneMatch,
            byte[] content,
            @Context RoutingContext context) {
        Author author = RequestInfo.of(context).author();
        Budget budget = body.read(JsonBody.parse(json, content), BudgetBody.name(name));
        Expectation expected = Preconditions.of(ifMatch, ifNoneMatch, Expectation.ANYTHING);
        return changes.make(name, expected, before -> Optional.of(budget), author);
    }

    @RolesAllowed(Roles.ADMIN)
    @PATCH
    @Path("/{name}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Change a budget",
            description =
                    "A JSON merge patch (RFC 7396): fields given replace, null takes the default. If-Match as with PUT.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)))
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BudgetAnswer.class)))
    public Uni<Response> change(
            @PathParam("name") String name,
            @HeaderParam(Preconditions.IF_MATCH) String ifMatch,
            byte[] content,
            @Context RoutingContext context) {
        Author author = RequestInfo.of(context).author();
        JsonNode patch = JsonBody.parse(json, content);
        if (!(patch instanceof ObjectNode object)) {
            throw JsonFields.wrong(null, "an object", patch);
        }
        Expectation expected = Preconditions.ifMatch(ifMatch);
        return changes.make(
                name,
                expected,
                before -> Optional.of(body.read(
                        DefinitionPatch.apply(before.orElseThrow(() -> BudgetChanges.unknown(name)), object), name)),
                author);
    }

    @RolesAllowed(Roles.ADMIN)
    @DELETE
    @Path("/{name}")
    @Operation(summary = "Remove a budget", description = "If-Match as with PUT.")
    @APIResponse(responseCode = "204", description = "Done")
    public Uni<Response> remove(
            @PathParam("name") String name,
            @HeaderParam(Preconditions.IF_MATCH) String ifMatch,
            @Context RoutingContext context) {
        Author author = RequestInfo.of(context).author();
        Expectation expected = Preconditions.ifMatch(ifMatch);
        return changes.make(name, expected, BudgetChanges.removed(name), author);
    }
}
