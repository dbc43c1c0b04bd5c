package dev.quartermaster.api.entry;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RequestFiltersComponentTest {

    @Test
    void aSaneRequestIdIsEchoedAndReachesTheResource() {
        given().header("x-request-id", "run-7.a:b_c")
                .contentType("application/json")
                .body("{\"text\":\"hello\"}")
                .post("/v1/edge-echo")
                .then()
                .statusCode(200)
                .header("x-request-id", "run-7.a:b_c")
                .body("requestId", equalTo("run-7.a:b_c"))
                .body("caller", equalTo("anonymous"))
                .body("ageNanos", greaterThan(0));
    }

    @Test
    void aRequestIdThatCouldForgeALogLineIsReplaced() {
        given().header("x-request-id", "a b<script>")
                .get("/q/health")
                .then()
                .header("x-request-id", matchesPattern("req_[0-9a-f]{32}"));
    }

    @Test
    void anthropicAnswersCarryTheirOwnRequestIdHeaderToo() {
        given().header("x-request-id", "one")
                .get("/v1/messages/nothing")
                .then()
                .header("request-id", "one")
                .header("x-request-id", "one");
    }

    @Test
    void anUnknownPathIsToldInEachDialect() {
        openAi(when().get("/v1/nothing").then(), 404, "not_found", "invalid_request_error");
        anthropic(when().get("/v1/messages/nothing").then(), 404, "not_found_error");
        problem(when().get("/api/v1/nothing").then(), 404, "not_found");
        problem(when().get("/nothing/at-all.html").then(), 404, "not_found");
    }

    @Test
    void aWrongMethodIsToldInEachDialect() {
        openAi(when().delete("/v1/edge-echo").then(), 405, "method_not_allowed", "invalid_request_error")
                .header("allow", "OPTIONS, POST");
        anthropic(when().delete("/v1/messages/edge-echo").then(), 405, "invalid_request_error");
        problem(when().delete("/api/v1/edge-echo").then(), 405, "method_not_allowed");
        problem(when().get("/api/v1/decisions/none").then(), 404, "not_found");
        problem(when().post("/api/v1/decisions/none").then(), 405, "method_not_allowed")
                .header("allow", "GET, HEAD, OPTIONS");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, costs, tz, Asia/Kolkata",
        "GET, costs/forecast, zone, UTC",
        "GET, metrics, colour, red",
        "GET, models, colour, red",
        "GET, audit, kind, key",
        "GET, status, verbose, true",
        "GET, agents/some-agent, revision, 1",
        "DELETE, assignments, agent, a",
        "DELETE, cache, agent, a",
        "PUT, agents/some-agent, dryrun, true",
        "POST, models/import, dry-run, true",
        "POST, feedback, dry_run, true"
    })
    void aParameterThatMeansNothingIsRefusedByItsName(String method, String path, String name, String value) {
        var request = given().queryParam(name, value);
        if (method.startsWith("P")) {
            request.contentType("application/json").body("{}");
        }

        problem(request.request(method, "/api/v1/" + path).then(), 400, "invalid_request")
                .body("param", equalTo(name))
                .body("detail", containsString("is not a parameter here"));
    }

    @Test
    void aParameterThatIsGivenTwiceIsRefusedUnlessBothCount() {
        problem(when().get("/api/v1/costs?group_by=model&group_by=day").then(), 400, "invalid_request")
                .body("param", equalTo("group_by"));
        when().get("/api/v1/models?feature=tools&feature=streaming").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"costs", "metrics", "failovers", "alerts", "audit"})
    void aRangeThatMeansNothingIsRefusedByItsName(String path) {
        for (String wrong : List.of(
                "from=yesterday",
                "from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z",
                "from=%2B10000-01-01T00:00:00Z",
                "from=2026-01-01T00:00:00Z&to=-0001-01-01T00:00:00Z")) {
            String param = wrong.contains("-0001") ? "to" : "from";
            problem(when().get("/api/v1/" + path + "?" + wrong).then(), 400, "invalid_request")
                    .body("param", equalTo(param));
        }
        when().get("/api/v1/" + path + "?to=0001-01-01T00:00:00Z").then().statusCode(200);
    }

    @Test
    void aWrongContentTypeIsToldInEachDialect() {
        openAi(
                given().contentType("text/plain")
                        .body("hi")
                        .post("/v1/edge-echo")
                        .then(),
                415,
                "unsupported_media_type",
                "invalid_request_error");
        anthropic(
                given().contentType("text/plain")
                        .body("hi")
                        .post("/v1/messages/edge-echo")
                        .then(),
                415,
                "invalid_request_error");
    }

    @Test
    void malformedJsonIsNamedByItsPlace() {
        openAi(post("/v1/edge-echo", "{\"text\":\n  \"a\" \"b\"}"), 400, "malformed_json", "invalid_request_error")
                .body("error.message", containsString("line 2, column"));
        anthropic(post("/v1/messages/edge-echo", "{\"text\":"), 400, "invalid_request_error");
    }

    @Test
    void aZeroCharacterInTheQueryIsRefusedBeforeItReachesTheDatabase() {
        for (String query :
                List.of("/performance?model=%00", "/audit?who=a%00b", "/failovers?agent_type=a&model=%00")) {
            problem(given().urlEncodingEnabled(false).get("/api/v1" + query).then(), 400, "invalid_request");
        }
    }

    @Test
    void aFieldOfTheWrongTypeIsNamed() {
        openAi(
                        post("/v1/edge-echo", "{\"text\":\"a\",\"items\":[{\"count\":1},{\"count\":\"many\"}]}"),
                        400,
                        "invalid_request",
                        "invalid_request_error")
                .body("error.param", equalTo("items[1].count"))
                .body("error.message", containsString("items[1].count"))
                .body("error.message", not(containsString("many")));
    }

    @Test
    void anErrorOfOursKeepsItsCodeFieldAndWait() {
        openAi(when().get("/v1/edge-error/RATE_LIMIT_EXCEEDED").then(), 429, "rate_limit_exceeded", "rate_limit_error")
                .header("retry-after", "2")
                .header("x-should-retry", nullValue())
                .body("error.param", equalTo("messages[0]"));
        openAi(when().get("/v1/edge-error/UPSTREAM_ERROR").then(), 502, "upstream_error", "server_error")
                .header("x-should-retry", "false");
        anthropic(when().get("/v1/messages/edge-error/NO_MODEL_AVAILABLE").then(), 503, "overloaded_error");
        problem(when().get("/api/v1/edge-error/CONFLICT").then(), 409, "conflict")
                .body("param", equalTo("messages[0]"))
                .body("title", equalTo("Conflict"))
                .body("detail", equalTo("told so"));
    }

    @Test
    void aDefectShowsNothingButWhereToLook() {
        openAi(
                        given().header("x-request-id", "look-here")
                                .get("/v1/edge-defect")
                                .then(),
                        500,
                        "internal_error",
                        "server_error")
                .body("error.message", containsString("look-here"))
                .body("error.message", not(containsString("secret")));
        problem(when().get("/api/v1/edge-defect").then(), 500, "internal_error").body("$", not(hasKey("stack")));
    }

    /** Thrown by a resource, thrown before one, and as an answer of the framework's own, in each dialect. */
    @Test
    void noStackTraceGetsOut() {
        for (String path : List.of(
                "/v1/edge-defect",
                "/v1/messages/edge-defect",
                "/api/v1/edge-defect",
                "/v1/edge-thrown",
                "/api/v1/edge-thrown",
                "/nothing/edge-thrown")) {
            for (String accept : List.of("application/json", "text/html", "text/plain", "*/*")) {
                Response answer = given().accept(accept).get(path);

                // What a resource does not produce is refused before it can fail.
                assertThat(answer.statusCode()).isIn(accept.startsWith("text") ? List.of(500, 406) : List.of(500));
                assertThat(answer.asString())
                        .as("%s of %s", accept, path)
                        .isNotEmpty()
                        .doesNotContain("secret", "Exception", ".java", "\tat ", "at dev.", "at io.", "quarkus");
            }
        }
    }

    private static ValidatableResponse post(String path, String body) {
        return given().contentType("application/json").body(body).post(path).then();
    }

    private static ValidatableResponse openAi(ValidatableResponse answer, int status, String code, String type) {
        return answer.statusCode(status)
                .contentType("application/json")
                .body("error.code", equalTo(code))
                .body("error.type", equalTo(type))
                .body("error", hasKey("param"));
    }

    private static ValidatableResponse anthropic(ValidatableResponse answer, int status, String type) {
        String requestId = answer.extract().header("x-request-id");
        return answer.statusCode(status)
                .contentType("application/json")
                .body("type", equalTo("error"))
                .body("error.type", equalTo(type))
                .body("request_id", equalTo(requestId));
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status, String code) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("code", equalTo(code))
                .body("type", equalTo("urn:quartermaster:problem:" + code));
    }
}
