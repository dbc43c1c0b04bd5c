package dev.quartermaster.api.simulations;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decisions that were made over HTTP, made again over HTTP. Each test has an agent type of its own. */
@QuarkusTest
class SimulationComponentTest {

    private static final String SIMULATIONS = "/api/v1/simulations";

    private final String agent = "replay-" + UUID.randomUUID();

    @Test
    void underTheRecordedPolicyEveryDecisionComesOutAsItWas() {
        serve(6);

        JsonPath done = run("{\"agent_type\":\"%s\"}");

        assertThat(done.getLong("report.decisions")).isEqualTo(6);
        assertThat(done.getLong("report.same")).isEqualTo(6);
        assertThat(done.getLong("report.skipped")).isZero();
        assertThat(done.getList("report.differences")).isEmpty();
        assertThat(done.getDouble("report.cost_difference_usd")).isZero();
        assertThat(done.getString("report.by_agent[0].agent_type")).isEqualTo(agent);
        assertThat(done.getLong("report.by_agent[0].happened.requests")).isEqualTo(6);
        assertThat(done.<Object>get("report.simulated")).isEqualTo(done.get("report.happened"));
    }

    @Test
    void withoutTheProviderThatWasChosenAnotherIs() {
        String chosen = serve(2);
        String provider = chosen.substring(0, chosen.indexOf('/'));

        JsonPath done = run(
                "{\"agent_type\":\"%s\",\"policy\":{\"constraints\":{\"excluded_providers\":[\"" + provider + "\"]}}}");

        assertThat(done.getLong("report.differing")).isEqualTo(2);
        assertThat(done.getString("report.differences[0].before")).isEqualTo(chosen);
        assertThat(done.getString("report.differences[0].after")).doesNotStartWith(provider + "/");
        assertThat(done.getLong("report.simulated.requests")).isEqualTo(2);
    }

    @Test
    void withoutTheModelThatWasChosenTheSecondIs() {
        String chosen = serve(1);

        JsonPath done = run(
                "{\"agent_type\":\"%s\",\"policy\":{\"registry\":[{\"model\":\"" + chosen + "\",\"remove\":true}]}}");

        assertThat(done.getLong("report.differing")).isEqualTo(1);
        assertThat(done.getString("report.differences[0].after")).isNotEqualTo(chosen);
    }

    @Test
    void anotherPriceIsPaidForTheTokensThatWereUsed() {
        String chosen = serve(1);

        JsonPath done =
                run("{\"agent_type\":\"%s\",\"policy\":{\"weights\":{\"capability\":1,\"cost\":0,\"performance\":0,"
                        + "\"availability\":0},\"registry\":[{\"model\":\"" + chosen
                        + "\",\"patch\":{\"enabled\":false}}]}}");

        assertThat(done.getLong("report.decisions")).isEqualTo(1);
        assertThat(done.getList("report.by_model.model")).hasSize(2).contains(chosen);
        assertThat(done.getDouble("report.simulated.cost_usd")).isPositive();
    }

    @Test
    void whatNoModelCanDoIsCounted() {
        serve(1);

        JsonPath done = run("{\"agent_type\":\"%s\",\"policy\":{\"constraints\":{\"max_cost_per_request\":0}}}");

        assertThat(done.getLong("report.unanswerable") + done.getLong("report.simulated.requests"))
                .isEqualTo(1);
    }

    @Test
    void itsProgressCanBeWatchedToItsEnd() {
        serve(1);
        String id = ask("{\"agent_type\":\"%s\"}");

        String events = when().get(SIMULATIONS + "/" + id + "/events")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/event-stream"))
                .extract()
                .asString();

        assertThat(events).contains("event:done", "\"decisions\":1").endsWith("\n\n");
    }

    @Test
    void itIsListedAndOneThatHasEndedCannotBeCancelled() {
        JsonPath done = run("{\"agent_type\":\"%s\"}");
        String id = done.getString("id");

        when().get(SIMULATIONS).then().statusCode(200).body("data.id", hasItem(id));
        when().delete(SIMULATIONS + "/" + id).then().statusCode(200).body("progress.state", equalTo("done"));
    }

    @Test
    void oneThatIsNotKnownIsNotFound() {
        when().get(SIMULATIONS + "/" + UUID.randomUUID()).then().statusCode(404);
        when().get(SIMULATIONS + "/nonsense/events").then().statusCode(404);
        when().delete(SIMULATIONS + "/nonsense").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"window\":{\"hours\":0}}|window.hours",
                "{\"window\":{\"hours\":87600}}|window.hours",
                "{\"window\":{\"hours\":1,\"from\":\"2026-01-01T00:00:00Z\"}}|window.hours",
                "{\"window\":{\"from\":\"yesterday\"}}|window.from",
                "{\"window\":{\"to\":\"2026-01-01T00:00:00Z\"}}|window.from",
                "{\"window\":{\"from\":\"2026-01-02T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}}|window.from",
                "{\"window\":{\"weeks\":2}}|window.weeks",
                "{\"policies\":{}}|policies",
                "{\"policy\":{\"weights\":{\"capability\":1,\"cost\":1,\"performance\":0,\"availability\":0}}}|policy.weights",
                "{\"policy\":{\"weights\":{\"capability\":2,\"cost\":-1,\"performance\":0,\"availability\":0}}}|policy.weights",
                "{\"policy\":{\"weights\":{\"capability\":1}}}|policy.weights.cost",
                "{\"policy\":{\"weights\":{\"capability\":1,\"cost\":0,\"performance\":0,\"availability\":0,\"luck\":0}}}"
                        + "|policy.weights.luck",
                "{\"policy\":{\"constraints\":{\"required_capabilities\":[\"telepathy\"]}}}"
                        + "|policy.constraints.required_capabilities",
                "{\"policy\":{\"constraints\":{\"max_cost_per_request\":-1}}}|policy.constraints.max_cost_per_request",
                "{\"policy\":{\"constraints\":{\"max_latency_ms\":0}}}|policy.constraints.max_latency_ms",
                "{\"policy\":{\"constraints\":{\"residency\":\"The EU\"}}}|policy.constraints.residency",
                "{\"policy\":{\"registry\":[{\"model\":\"gpt\"}]}}|policy.registry[0].model",
                "{\"policy\":{\"registry\":[{\"model\":\"openai/gpt-4o\"}]}}|policy.registry[0].patch",
                "{\"policy\":{\"registry\":[{\"model\":\"openai/gpt-4o\",\"patch\":1}]}}|policy.registry[0].patch",
                "{\"policy\":{\"registry\":[{\"model\":\"openai/gpt-4o\",\"patch\":{\"context_window\":-5}}]}}|context_window"
            })
    void aQuestionThatCannotBeMeantIsRefusedByItsField(String body, String field) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post(SIMULATIONS)
                .then()
                .statusCode(400)
                .contentType(startsWith("application/problem+json"))
                .body("param", equalTo(field))
                .body("detail", not(containsString("internal")));
    }

    @Test
    void whatIsNotJsonIsRefused() {
        given().contentType(ContentType.JSON).body("{").post(SIMULATIONS).then().statusCode(400);
    }

    /** Lets the agent ask this often. @return the model that was chosen for it, the same each time */
    private String serve(int times) {
        String chosen = null;
        for (int i = 0; i < times; i++) {
            String decision = given().contentType(ContentType.JSON)
                    .header("X-Agent-Type", agent)
                    .body(
                            "{\"model\":\"auto\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}")
                    .post("/v1/chat/completions")
                    .then()
                    .statusCode(200)
                    .extract()
                    .header("x-quartermaster-decision");
            JsonPath kept = when().get("/api/v1/decisions/" + decision).jsonPath();
            chosen = kept.getString("provider") + "/" + kept.getString("model_id");
        }
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> when().get("/api/v1/performance?agent_type=" + agent)
                .then()
                .body("total_requests", equalTo(times)));
        return chosen;
    }

    private String ask(String body) {
        return given().contentType(ContentType.JSON)
                .body(String.format(body, agent))
                .post(SIMULATIONS)
                .then()
                .statusCode(202)
                .header("Location", containsString(SIMULATIONS + "/"))
                .extract()
                .path("id");
    }

    private JsonPath run(String body) {
        String id = ask(body);
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> when().get(SIMULATIONS + "/" + id)
                .then()
                .statusCode(200)
                .body("progress.state", equalTo("done")));
        return when().get(SIMULATIONS + "/" + id).jsonPath();
    }
}
