package dev.quartermaster.api.costs;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.quartermaster.api.QueryParameters;
import dev.quartermaster.api.json.PlainDecimal;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.cost.CostForecasts;
import dev.quartermaster.cost.CostForecasts.Forecast;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.QuartermasterException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Serves the forecast of what the running month will have cost. */
@Path("/api/v1/costs/forecast")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Costs")
class ForecastResource {

    private static final String AGENT_TYPE = "agent_type";

    /** An estimate is no more exact than a millionth of a dollar. */
    private static final int DIGITS = 6;

    private final CostForecasts forecasts;
    private final Clock clock;

    ForecastResource(CostForecasts forecasts, Clock clock) {
        this.forecasts = forecasts;
        this.clock = clock;
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Operation(
            summary = "What the running month will have cost at its end",
            description =
                    "From the slope of the last 14 whole days, in total and, with group_by=agent_type, by agent type. The month"
                            + " and the days are those of time_zone (IANA), UTC if not given.")
    public Uni<ForecastReply> forecast(
            @RestQuery("time_zone") @Nullable String timeZone, @RestQuery("group_by") @Nullable String groupBy) {
        ZoneId zone = CostParameters.zone(timeZone);
        String group = QueryParameters.text(groupBy);
        if (group != null && !group.equals(AGENT_TYPE)) {
            throw QuartermasterException.invalid("group_by", "'group_by' is agent_type, or left out");
        }
        Instant now = clock.instant();
        return forecasts
                .ofMonth(zone, now, group != null)
                .map(answer -> new ForecastReply(
                        answer.month().toString(),
                        zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId(),
                        now,
                        answer.endsAt(),
                        Row.of(answer.total()),
                        answer.byAgent().stream().map(Row::of).toList()));
    }

    /** Forecasts of a month; {@code data} is empty unless a group was asked for. */
    record ForecastReply(
            @JsonProperty("month") String month,
            @JsonProperty("time_zone") String timeZone,
            @JsonProperty("as_of") Instant asOf,
            @JsonProperty("ends_at") Instant endsAt,
            @JsonProperty("total") Row total,
            @JsonProperty("data") List<Row> data) {

        ForecastReply {
            data = List.copyOf(data);
        }
    }

    /** Forecast of an agent type; of everything, or of requests without one, where that is null. */
    record Row(
            @JsonProperty("agent_type") @Schema(nullable = true) @Nullable String agentType,

            @JsonProperty("spent_usd") @JsonSerialize(using = PlainDecimal.class)
            Money spent,

            @JsonProperty("unpriced_requests") long unpriced,

            @JsonProperty("forecast_usd") @JsonSerialize(using = PlainDecimal.class)
            Money forecast,

            @JsonProperty("error_usd") @JsonSerialize(using = PlainDecimal.class) @Schema(nullable = true) @Nullable Money error,

            @JsonProperty("days") int days,
            @JsonProperty("method") String method) {

        static Row of(Forecast forecast) {
            Double error = forecast.forecast().error();
            return new Row(
                    forecast.agentType(),
                    forecast.spent(),
                    forecast.unpriced(),
                    rounded(forecast.forecast().total()),
                    error == null ? null : rounded(error),
                    forecast.forecast().days(),
                    forecast.forecast().method().name().toLowerCase(Locale.ROOT));
        }

        private static Money rounded(double usd) {
            return new Money(BigDecimal.valueOf(usd).setScale(DIGITS, RoundingMode.HALF_EVEN));
        }
    }
}
