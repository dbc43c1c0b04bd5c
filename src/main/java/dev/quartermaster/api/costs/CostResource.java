package dev.quartermaster.api.costs;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.quartermaster.api.Page;
import dev.quartermaster.api.json.PlainDecimal;
import dev.quartermaster.cost.CostQueries;
import dev.quartermaster.cost.CostQuery;
import dev.quartermaster.domain.Money;
import dev.quartermaster.history.ledger.CostRepository.CostSum;
import dev.quartermaster.history.ledger.CostRepository.GroupKey;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Serves the costs. */
@Path("/api/v1/costs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Costs")
class CostResource {

    private final CostQueries queries;
    private final Clock clock;

    CostResource(CostQueries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    @GET
    @Operation(
            summary = "Sums of requests, tokens and cost",
            description =
                    "group_by: model, provider, agent_type, task_id, hour, day, separated by commas. from and to are"
                            + " RFC 3339; the last 30 days if not given. Hours and days are UTC.")
    public Uni<Page<CostRow>> costs(
            @RestQuery("group_by") String groupBy,
            @RestQuery String from,
            @RestQuery String to,
            @RestQuery String limit,
            @RestQuery String cursor) {
        CostQuery query = CostQuery.parse(groupBy, from, to, limit, cursor, clock.instant());
        return queries.answer(query)
                .map(page -> new Page<>(page.rows().stream().map(CostRow::of).toList(), page.nextCursor()));
    }

    /** One group's sums; the group's keys are fields of the object itself. */
    record CostRow(
            @JsonIgnore Map<String, String> group,
            @JsonProperty("requests") long requests,
            @JsonProperty("input_tokens") long inputTokens,
            @JsonProperty("output_tokens") long outputTokens,

            @JsonProperty("cost_usd") @JsonSerialize(using = PlainDecimal.class)
            Money cost) {

        static CostRow of(CostSum sum) {
            Map<String, String> group = new LinkedHashMap<>();
            for (Map.Entry<GroupKey, String> key : sum.group().entrySet()) {
                group.put(key.getKey().wire(), key.getValue());
            }
            return new CostRow(group, sum.requests(), sum.inputTokens(), sum.outputTokens(), sum.cost());
        }

        @JsonAnyGetter
        Map<String, String> groupKeys() {
            return group;
        }
    }
}
