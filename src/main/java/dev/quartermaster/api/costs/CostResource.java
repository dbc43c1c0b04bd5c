package dev.quartermaster.api.costs;

import dev.quartermaster.api.Page;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.cost.CostQueries;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.history.ledger.CostQuestion;
import dev.quartermaster.history.ledger.CostSum;
import dev.quartermaster.history.ledger.GroupKey;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Serves the costs. */
@Path("/api/v1/costs")
@Tag(name = "Costs")
class CostResource {

    /** Where a table has no place for it. */
    private static final String NEXT_CURSOR = "x-next-cursor";

    private final CostQueries queries;
    private final Clock clock;

    CostResource(CostQueries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    @RolesAllowed(Roles.AGENT)
    @GET
    @Produces({MediaType.APPLICATION_JSON, CostFormat.TEXT_CSV})
    @Operation(
            summary = "Sums of requests, tokens and cost",
            description =
                    "group_by: model, provider, agent_type, task_id, api_key, environment, hour, day, week, month,"
                            + " separated by commas. A key of the role agent sees what it has spent itself. from and to are RFC 3339; the last 30 days if not given. Hours, days,"
                            + " weeks and months are those of time_zone (IANA), UTC if not given. model is an id or"
                            + " provider/id. format is json or csv, which is the Accept header's otherwise; next_cursor of"
                            + " CSV is in the header x-next-cursor.")
    public Uni<RestResponse<Page<CostRow>>> costs(
            @BeanParam CostParameters parameters, @Context HttpHeaders headers, @Context RoutingContext context) {
        CostFormat given = parameters.form();
        CostFormat format = given == null ? CostFormat.accepted(headers.getAcceptableMediaTypes()) : given;
        CostQuestion question = own(RequestInfo.of(context).caller(), parameters.question(clock.instant()));
        return queries.answer(question).map(sums -> {
            Page<CostRow> page = page(question, sums);
            return format == CostFormat.CSV ? table(question.groupBy(), page) : json(page);
        });
    }

    /** An agent sees what it has spent itself, whatever it asks for. */
    private static CostQuestion own(Caller caller, CostQuestion question) {
        return caller.role() == Caller.Role.AGENT ? question.with(GroupKey.API_KEY, caller.id()) : question;
    }

    private static Page<CostRow> page(CostQuestion question, List<CostSum> sums) {
        return Page.of(sums, question.limit() - 1, sum -> CostRow.of(sum, question.zone()), last -> new CostCursor(
                        question.to(), new ArrayList<>(last.group().values()))
                .cursor());
    }

    private static RestResponse<Page<CostRow>> json(Page<CostRow> page) {
        return ResponseBuilder.ok(page).type(MediaType.APPLICATION_JSON_TYPE).build();
    }

    /** The type is that of the description; what is sent is its text. */
    @SuppressWarnings("unchecked")
    private static RestResponse<Page<CostRow>> table(List<GroupKey> keys, Page<CostRow> page) {
        Csv table = new Csv();
        table.add(keys.stream().map(GroupKey::wire).toList(), CostRow.NUMBERS);
        page.data().forEach(row -> table.add(row.texts(), row.numbers()));
        ResponseBuilder<Object> answer = ResponseBuilder.<Object>ok(table.toString())
                .type(CostFormat.TEXT_CSV + ";charset=UTF-8;header=present");
        if (page.nextCursor() != null) {
            answer.header(NEXT_CURSOR, Objects.requireNonNull(page.nextCursor()));
        }
        return (RestResponse<Page<CostRow>>) (RestResponse<?>) answer.build();
    }
}
