package dev.quartermaster.api.failovers;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a caller sees of retries and failover, and what is kept of them. */
@QuarkusTest
class FailoverComponentTest {

    private static final String FIRST = "openai/gpt-4.1-nano";
    private static final String SECOND = "anthropic/claude-haiku-4-5";

    private final String agent = "agent-" + UUID.randomUUID();

    @AfterEach
    void calm() {
        given().delete("/simulator/faults").then().statusCode(204);
    }

    @Test
    void aFailureThatPassesIsRetriedInPlace() {
        fails(500, 1);

        Response answer = ask("[\"" + SECOND + "\"]");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("x-quartermaster-model")).isEqualTo(FIRST);
        assertThat(answer.header("x-quartermaster-attempts")).isEqualTo("2");
    }

    @Test
    void whatGoesOnToAnotherModelIsKept() {
        fails(404, 1);

        Response answer = ask("[\"" + SECOND + "\"]");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("x-quartermaster-model")).isEqualTo(SECOND);
        JsonPath kept = failovers(1);
        assertThat(kept.getString("data[0].original")).isEqualTo(FIRST);
        assertThat(kept.getString("data[0].alternative")).isEqualTo(SECOND);
        assertThat(kept.getString("data[0].reason")).isEqualTo("unavailable");
        assertThat(kept.getString("data[0].source")).isEqualTo("call");
        assertThat(kept.getString("data[0].request_id")).isEqualTo(answer.header("x-request-id"));
    }

    @Test
    void anEmptyListForbidsFailover() {
        fails(404, 1);

        Response answer = ask("[]");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.header("x-should-retry")).isEqualTo("false");
    }

    @Test
    void agentsReportTheirOwn() {
        report("""
                {"agent_type":"%s","task_id":"t-1","original_model":"%s","alternative_model":"%s","reason":"timeout"}""".formatted(agent, FIRST, SECOND)).statusCode(201).body("original", equalTo(FIRST));

        JsonPath kept = failovers(1);
        assertThat(kept.getString("data[0].source")).isEqualTo("report");
        assertThat(kept.getString("data[0].task_id")).isEqualTo("t-1");
    }

    @Test
    void pagesFollowEachOther() {
        for (String reason : new String[] {"one", "two", "three"}) {
            report("""
                    {"agent_type":"%s","original_model":"%s","alternative_model":"%s","reason":"%s"}""".formatted(agent, FIRST, SECOND, reason)).statusCode(201);
        }
        failovers(3);

        String url = "/api/v1/failovers?limit=2&model=" + FIRST + "&agent_type=" + agent;
        JsonPath first = given().get(url).then().statusCode(200).extract().jsonPath();
        JsonPath second = given().get(url + "&cursor=" + first.getString("next_cursor"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(first.getList("data.reason")).containsExactly("three", "two");
        assertThat(second.getList("data.reason")).containsExactly("one");
        assertThat(second.getString("next_cursor")).isNull();
    }

    @Test
    void aReportThatIsWrongIsRefusedWithItsField() {
        report("{\"alternative_model\":\"" + SECOND + "\",\"reason\":\"x\"}")
                .statusCode(400)
                .body("detail", containsString("original_model"));
        report("{\"original_model\":\"nobody/none\",\"alternative_model\":\"" + SECOND + "\",\"reason\":\"x\"}")
                .statusCode(400)
                .body("detail", containsString("nobody/none"));
        report("{\"original_model\":\"" + FIRST + "\",\"alternative_model\":\"" + FIRST + "\",\"reason\":\"x\"}")
                .statusCode(400)
                .body("detail", containsString("alternative_model"));
        report("{\"original_model\":\"" + FIRST + "\",\"alternative_model\":\"" + SECOND
                        + "\",\"reason\":\"x\",\"color\":1}")
                .statusCode(400)
                .body("detail", containsString("color"));
        given().get("/api/v1/failovers?from=yesterday").then().statusCode(400);
        given().get("/api/v1/failovers?cursor=!!").then().statusCode(400);
    }

    private JsonPath failovers(int expected) {
        return await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> given().get("/api/v1/failovers?agent_type=" + agent)
                                .then()
                                .statusCode(200)
                                .extract()
                                .jsonPath(),
                        page -> page.getList("data").size() == expected);
    }

    private static ValidatableResponse report(String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/failovers")
                .then();
    }

    private static void fails(int status, int calls) {
        given().contentType(ContentType.JSON)
                .body("{\"provider\":\"openai\",\"model\":\"gpt-4.1-nano\",\"status\":" + status + ",\"times\":" + calls
                        + "}")
                .post("/simulator/faults")
                .then()
                .statusCode(201);
    }

    private Response ask(String fallbacks) {
        return given().contentType(ContentType.JSON)
                .header("X-Agent-Type", agent)
                .body("{\"model\":\"" + FIRST + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                        + "\"quartermaster\":{\"fallbacks\":" + fallbacks + "}}")
                .post("/v1/chat/completions");
    }
}
