package dev.quartermaster.api.performance;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.quartermaster.history.History;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What agents report, and what can be read of it. Each test has an agent type of its own. */
@QuarkusTest
class ReportComponentTest {

    private static final String MODEL = "openai/gpt-4o-mini";

    private final String agent = "report-" + UUID.randomUUID();

    @Inject
    History history;

    private ValidatableResponse post(String fields) {
        return given().contentType(ContentType.JSON)
                .body("{\"agent_type\":\"" + agent + "\"," + fields.replace('\'', '"') + "}")
                .post("/api/v1/performance")
                .then();
    }

    private JsonPath summary() {
        return when().get("/api/v1/performance?window_hours=1&agent_type=" + agent)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void drained() {
        await().atMost(Duration.ofMinutes(1)).until(() -> history.status().backlog() == 0);
    }

    @Test
    void aReportCountsLikeACall() {
        post("'task_id':'t','model':'" + MODEL + "','success':true,'latency_ms':200,'quality_score':0.5,'cost':0.25,"
                        + "'input_tokens':100,'output_tokens':40")
                .statusCode(201)
                .body("model", equalTo(MODEL), "agent_type", equalTo(agent), "success", is(true));
        post("'model':'" + MODEL + "','success':false").statusCode(201).body("success", is(false));
        given().contentType(ContentType.JSON)
                .header("X-Agent-Type", agent)
                .body("{\"model\":\"" + MODEL + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(200);
        drained();

        JsonPath sum = summary();
        assertThat(sum.getInt("total_requests")).isEqualTo(3);
        assertThat(sum.getInt("successful_requests")).isEqualTo(2);
        assertThat(sum.getDouble("average_quality")).isEqualTo(0.5);
        when().get("/api/v1/performance/windows?model=" + MODEL + "&agent_type=" + agent)
                .then()
                .statusCode(200)
                .body("data[0].windows.window_hours", equalTo(List.of(1, 24, 168)))
                .body("data[0].windows.calls", equalTo(List.of(3, 3, 3)))
                .body("data[0].windows.successes", equalTo(List.of(2, 2, 2)));
    }

    @Test
    void withoutACostTheTokensArePriced() {
        JsonPath model = when().get("/api/v1/models/" + MODEL).then().extract().jsonPath();
        double input = model.getDouble("pricing.input_per_1m");
        double output = model.getDouble("pricing.output_per_1m");

        JsonPath answer = post("'model':'" + MODEL
                        + "','success':true,'latency_ms':1,'input_tokens':1000000,'output_tokens':2000000")
                .statusCode(201)
                .extract()
                .jsonPath();

        assertThat(answer.getDouble("cost")).isCloseTo(input + 2 * output, within(1e-9));
        post("'model':'" + MODEL + "','success':true,'latency_ms':1,'input_tokens':1000000,'cost':0")
                .body("cost", equalTo(0));
    }

    @Test
    void whatASuccessWithoutTokensCostIsNotKnownAndNotNothing() {
        post("'model':'" + MODEL + "','success':true,'latency_ms':1")
                .statusCode(201)
                .body("cost", equalTo(null));
        post("'model':'" + MODEL + "','success':true,'latency_ms':1,'cost':0.5").statusCode(201);
        drained();

        JsonPath sum = summary();
        assertThat(sum.getInt("total_requests")).isEqualTo(2);
        assertThat(sum.getInt("unpriced_requests")).isEqualTo(1);
        assertThat(sum.getDouble("total_cost")).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "model         | 'success':true,'latency_ms':1",
                "model         | 'model':'no-such-model','success':true,'latency_ms':1",
                "model         | 'model':7,'success':true,'latency_ms':1",
                "success       | 'model':'M','latency_ms':1",
                "success       | 'model':'M','success':'yes','latency_ms':1",
                "latency_ms    | 'model':'M','success':true",
                "latency_ms    | 'model':'M','success':true,'latency_ms':-1",
                "latency_ms    | 'model':'M','success':false,'latency_ms':-0.001",
                "latency_ms    | 'model':'M','success':true,'latency_ms':1e400",
                "latency_ms    | 'model':'M','success':true,'latency_ms':'fast'",
                "quality_score | 'model':'M','success':true,'latency_ms':1,'quality_score':1.01",
                "quality_score | 'model':'M','success':true,'latency_ms':1,'quality_score':-0.1",
                "cost          | 'model':'M','success':true,'latency_ms':1,'cost':-0.01",
                "cost          | 'model':'M','success':true,'latency_ms':1,'cost':1e300",
                "cost          | 'model':'M','success':true,'latency_ms':1,'cost':1e-999999999",
                "input_tokens  | 'model':'M','success':true,'latency_ms':1,'input_tokens':-1",
                "input_tokens  | 'model':'M','success':true,'latency_ms':1,'input_tokens':1.5",
                "output_tokens | 'model':'M','success':true,'latency_ms':1,'output_tokens':99999999999999999999",
                "latency       | 'model':'M','success':true,'latency_ms':1,'latency':1",
            })
    void whatIsWrongIsNamedAndNothingIsKept(String field, String fields) {
        post(fields.replace("'M'", "'" + MODEL + "'"))
                .statusCode(400)
                .body("code", equalTo("invalid_request"), "param", equalTo(field));

        drained();
        assertThat(summary().getInt("total_requests")).isZero();
        when().get("/api/v1/performance/windows?model=" + MODEL + "&agent_type=" + agent)
                .then()
                .body("data[0].windows.calls", equalTo(List.of(0, 0, 0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "-a", "käse", "<script>"})
    void anAgentTypeOfStrangeCharactersIsRefused(String name) {
        given().contentType(ContentType.JSON)
                .body("{\"agent_type\":\"" + name + "\",\"model\":\"" + MODEL + "\",\"success\":false}")
                .post("/api/v1/performance")
                .then()
                .statusCode(400)
                .body("param", equalTo("agent_type"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"quality_score\":NaN}", "[]", "", "{"})
    void whatIsNotAReportIsRefused(String body) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/performance")
                .then()
                .statusCode(400);
    }

    @Test
    void anUnknownModelIsToldWhatComesNear() {
        post("'model':'gpt-4o-mimi','success':false").statusCode(400).body("detail", containsString("gpt-4o-mini"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "87600", "1.5", "x"})
    void aWindowOfNothingOrOfTenYearsIsRefused(String hours) {
        for (String path : new String[] {"/api/v1/performance", "/api/v1/performance/agents"}) {
            when().get(path + "?window_hours=" + hours).then().statusCode(400).body("param", equalTo("window_hours"));
        }
    }

    @Test
    void theSumsOfAnAgentAreExact() {
        post("'model':'" + MODEL + "','success':true,'latency_ms':1,'cost':0.1");
        post("'model':'" + MODEL + "','success':true,'latency_ms':1,'cost':0.2");
        post("'model':'anthropic/claude-haiku-4-5','success':false,'cost':0.000000000000001");
        post("'model':'anthropic/claude-haiku-4-5','success':true,'latency_ms':1,'cost':0");
        drained();

        String json = when().get("/api/v1/performance/agents?window_hours=1")
                .then()
                .statusCode(200)
                .body("next_cursor", nullValue())
                .extract()
                .asString();
        JsonPath mine = JsonPath.with(json)
                .using(JsonPathConfig.jsonPathConfig().numberReturnType(NumberReturnType.BIG_DECIMAL));
        String of = "data.find { it.agent_type == '" + agent + "' }.";
        assertThat(mine.getInt(of + "total_requests")).isEqualTo(4);
        assertThat(mine.getDouble(of + "average_success_rate")).isEqualTo(0.75);
        assertThat(mine.getString(of + "total_cost")).isEqualTo("0.300000000000001");
        assertThat(mine.getString(of + "cost_by_model.'gpt-4o-mini'")).isEqualTo("0.3");
        assertThat(new BigDecimal(mine.getString(of + "cost_by_model.'claude-haiku-4-5'")))
                .isEqualByComparingTo("0.000000000000001");
    }
}
