package dev.quartermaster.api.costs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.History;
import dev.quartermaster.history.Records;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Costs over HTTP: both forms, pages, zones, and what is refused. */
@QuarkusTest
class CostsComponentTest {

    @Inject
    History history;

    private final String agentType = "costs-" + UUID.randomUUID();

    @BeforeEach
    void someWereMade() {
        record("=SUM(A1)", "2002-10-27T00:30:00Z", "0.000000000000000000000000001");
        record("=SUM(A1)", "2002-10-27T01:30:00Z", "1000000");
        record("b, \"quoted\"", "2002-10-27T22:59:59.999999Z", "2");
        record("c", "2002-10-27T23:00:00Z", "3");
        await().atMost(Duration.ofMinutes(1)).until(() -> history.status().backlog() == 0);
    }

    private void record(String model, String time, String cost) {
        history.record(Records.success(agentType, model, Instant.parse(time), 1, Usage.of(10, 5), cost))
                .await()
                .atMost(Duration.ofMinutes(1));
    }

    @Test
    void aTableHasAHeaderAndNoFormulas() {
        Response answer = given().accept("text/csv").get(url("group_by=model,agent_type"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("text/csv");
        String head = "model,agent_type," + String.join(",", CostRow.NUMBERS);
        String zeros = ",0,0,0,0,";
        assertThat(answer.asString().split("\r\n"))
                .containsExactly(
                        head,
                        "'=SUM(A1)," + agentType + ",2,2,0,0,20,20" + zeros + "0,10,10,0,0,0,"
                                + "1000000.000000000000000000000000001,500000.0000000000000000000000000005,0",
                        "\"b, \"\"quoted\"\"\"," + agentType + ",1,1,0,0,10,10" + zeros + "0,5,5,0,0,0,2,2,0",
                        "c," + agentType + ",1,1,0,0,10,10" + zeros + "0,5,5,0,0,0,3,3,0");
    }

    @Test
    void theUrlDecidesOverTheHeader() {
        assertThat(given().accept("application/json").get(url("format=csv")).contentType())
                .startsWith("text/csv");
        assertThat(given().accept("text/csv").get(url("format=json")).contentType())
                .startsWith("application/json");
        assertThat(given().get(url("")).contentType()).startsWith("application/json");
    }

    @Test
    void pagesOfATableFollowEachOther() {
        Response first = given().get(url("group_by=model&format=csv&limit=2"));
        Response second = given().get(url("group_by=model&format=csv&limit=2&cursor=" + first.header("x-next-cursor")));

        assertThat(first.asString().lines()).hasSize(3);
        assertThat(second.asString().lines()).hasSize(2).last().asString().startsWith("c,");
        assertThat(second.header("x-next-cursor")).isNull();
    }

    @Test
    void theHourThatTheClocksRepeatIsTwoAndADayIsTheZones() {
        Response hours = given().get(url("group_by=hour&time_zone=Europe/Berlin"));
        Response days = given().get(url("group_by=day,week,month&time_zone=Europe/Berlin"));

        assertThat(hours.<List<String>>path("data.hour"))
                .containsExactly(
                        "2002-10-27T02:00:00+02:00",
                        "2002-10-27T02:00:00+01:00",
                        "2002-10-27T23:00:00+01:00",
                        "2002-10-28T00:00:00+01:00");
        assertThat(days.<List<String>>path("data.day")).containsExactly("2002-10-27", "2002-10-28");
        assertThat(days.<List<String>>path("data.week")).containsExactly("2002-10-21", "2002-10-28");
        assertThat(days.<List<String>>path("data.month")).containsExactly("2002-10", "2002-10");
        assertThat(days.<List<Integer>>path("data.requests")).containsExactly(3, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "group_by,group_by=colour",
        "time_zone,time_zone=Mars/Olympus",
        "time_zone,time_zone=%2B01:00",
        "from,from=2002-12-01T00:00:00Z",
        "to,to=tomorrow",
        "limit,limit=0",
        "cursor,cursor=abc",
        "format,format=xml"
    })
    void badInputIsRefusedByItsField(String field, String query) {
        given().get("/api/v1/costs?to=2002-11-01T00:00:00Z&".replace(field + "=2002-11-01T00:00:00Z&", "") + query)
                .then()
                .statusCode(400)
                .body("param", equalTo(field));
    }

    /** A line that fits exactly goes on, with an error of 0; what is left of today counts by its share. */
    @Test
    void theMonthIsForecastFromTheSlopeOfTheLastDays() {
        String agent = "forecast-" + UUID.randomUUID();
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        for (int day = 10; day >= 1; day--) {
            String noon = today.minusDays(day) + "T12:00:00Z";
            history.record(Records.success(
                            agent, "m", Instant.parse(noon), 1, Usage.of(10, 5), String.valueOf(20 - day)))
                    .await()
                    .atMost(Duration.ofMinutes(1));
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> history.status().backlog() == 0);

        JsonPath answer =
                given().get("/api/v1/costs/forecast?group_by=agent_type").jsonPath();

        String mine = "data.find { it.agent_type == '" + agent + "' }.";
        Instant asOf = Instant.parse(answer.getString("as_of"));
        LocalDate now = LocalDate.ofInstant(asOf, ZoneOffset.UTC);
        LocalDate end = now.withDayOfMonth(1).plusMonths(1);
        double gone = Duration.between(now.atStartOfDay().toInstant(ZoneOffset.UTC), asOf)
                        .toMillis()
                / 86_400_000.0;
        double spent = 0;
        for (LocalDate day = now.withDayOfMonth(1); day.isBefore(now); day = day.plusDays(1)) {
            long before = ChronoUnit.DAYS.between(day, now);
            spent += before <= 10 ? 20 - before : 0;
        }
        double rest = 20 * (1 - gone);
        for (LocalDate day = now.plusDays(1); day.isBefore(end); day = day.plusDays(1)) {
            rest += 20 + ChronoUnit.DAYS.between(now, day);
        }
        assertThat(answer.getString("month")).isEqualTo(YearMonth.from(now).toString());
        assertThat(answer.getString("time_zone")).isEqualTo("UTC");
        assertThat(answer.getString("ends_at")).isEqualTo(end + "T00:00:00Z");
        assertThat(answer.getDouble(mine + "spent_usd")).isCloseTo(spent, offset(1e-9));
        assertThat(answer.getDouble(mine + "forecast_usd")).isCloseTo(spent + rest, offset(1e-3));
        assertThat(answer.getDouble(mine + "error_usd")).isCloseTo(0, offset(1e-3));
        assertThat(answer.getInt(mine + "days")).isEqualTo(10);
        assertThat(answer.getString(mine + "method")).isEqualTo("slope");
        assertThat(answer.getDouble("total.spent_usd")).isGreaterThanOrEqualTo(spent - 1e-9);
    }

    @ParameterizedTest
    @CsvSource({"group_by,group_by=model", "time_zone,time_zone=Mars/Olympus"})
    void aForecastOfNonsenseIsRefusedByItsField(String field, String query) {
        given().get("/api/v1/costs/forecast?" + query).then().statusCode(400).body("param", equalTo(field));
    }

    private String url(String query) {
        return "/api/v1/costs?from=2002-10-01T00:00:00Z&to=2002-11-01T00:00:00Z&agent_type=" + agentType + "&" + query;
    }
}
