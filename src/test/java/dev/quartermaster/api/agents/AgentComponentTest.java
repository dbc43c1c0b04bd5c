package dev.quartermaster.api.agents;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.quartermaster.performance.CanaryRules;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agents are switched over HTTP while they work. Each test has an agent type of its own. */
@QuarkusTest
class AgentComponentTest {

    private static final String GPT = "openai/gpt-4o-mini";
    private static final String CLAUDE = "anthropic/claude-haiku-4-5";

    private final String agent = "agent-" + UUID.randomUUID();

    @Inject
    CanaryRules rules;

    @AfterEach
    void calm() {
        given().delete("/simulator/faults").then().statusCode(204);
    }

    private String url() {
        return "/api/v1/agents/" + agent;
    }

    private ValidatableResponse put(String body) {
        return given().contentType(ContentType.JSON).body(body).put(url()).then();
    }

    private ValidatableResponse patch(String body) {
        return given().contentType(ContentType.JSON).body(body).patch(url()).then();
    }

    private Response ask(String task) {
        return given().contentType(ContentType.JSON)
                .header("X-Task-Id", task)
                .body("{\"model\":\"agent:" + agent + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}")
                .post("/v1/chat/completions");
    }

    private String served(String task) {
        return ask(task).then().statusCode(200).extract().header("x-quartermaster-model");
    }

    @Test
    void aChangeHoldsAtTheNextRequestAndCanBeTakenBack() {
        put("{\"model\":\"" + GPT + "\"}")
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("source", equalTo("api"));
        assertThat(served("t")).isEqualTo(GPT);

        patch("{\"model\":\"" + CLAUDE + "\"}").statusCode(200).body("revision", equalTo(2));
        assertThat(served("t")).isEqualTo(CLAUDE);

        given().post(url() + "/rollback")
                .then()
                .statusCode(200)
                .body("model", equalTo(GPT))
                .body("revision", equalTo(3));
        assertThat(served("t")).isEqualTo(GPT);

        given().contentType(ContentType.JSON)
                .body("{\"revision\":2}")
                .post(url() + "/rollback")
                .then()
                .statusCode(200)
                .body("model", equalTo(CLAUDE));
        when().get(url() + "/revisions")
                .then()
                .body("data.revision", contains(4, 3, 2, 1))
                .body("data[2].settings.model", equalTo(CLAUDE));
        when().get("/api/v1/audit?subject_kind=agent&subject_id=" + agent)
                .then()
                .body("data", hasSize(4))
                .body("data[3].action", equalTo("create"))
                .body("data[0].after.model", equalTo(CLAUDE));
    }

    @Test
    void anAgentIsGivenBackToTheFiles() {
        put("{\"model\":\"" + GPT + "\"}").statusCode(201);
        when().delete(url()).then().statusCode(204);

        when().get(url()).then().statusCode(404);
        when().delete(url()).then().statusCode(404);
        patch("{\"enabled\":false}").statusCode(404);
    }

    @Test
    void aPatchChangesWhatItNamesAndNullUnsets() {
        put("{\"model\":\"" + GPT + "\",\"timeout_seconds\":30,\"fallbacks\":[\"" + CLAUDE
                        + "\"],\"parameters\":{\"temperature\":0.5,\"max_tokens\":100}}")
                .statusCode(201);

        patch("{\"timeout_seconds\":null,\"parameters\":{\"temperature\":0}}")
                .statusCode(200)
                .body("timeout_seconds", nullValue())
                .body("fallbacks", contains(CLAUDE))
                .body("parameters.temperature", is(0.0f))
                .body("parameters.max_tokens", equalTo(100));
    }

    @Test
    void onlyWhatWasReadIsChanged() {
        put("{\"model\":\"" + GPT + "\"}").statusCode(201);
        given().header("If-Match", "\"0\"")
                .contentType(ContentType.JSON)
                .body("{\"enabled\":false}")
                .patch(url())
                .then()
                .statusCode(412);
        given().header("If-Match", "\"1\"")
                .contentType(ContentType.JSON)
                .body("{\"enabled\":false}")
                .patch(url())
                .then()
                .statusCode(200);

        ask("t").then().statusCode(403).body("error.code", equalTo("agent_disabled"));
    }

    @Test
    void conditionsSayWhetherThereIsAnAgentAtAll() {
        conditionally("If-Match", "*").put(url()).then().statusCode(412);
        conditionally("If-None-Match", "\"1\"").put(url()).then().statusCode(400);
        conditionally("If-None-Match", "*").put(url()).then().statusCode(201);
        conditionally("If-None-Match", "*").put(url()).then().statusCode(412);
        conditionally("If-Match", "*").patch(url()).then().statusCode(200);

        given().header("If-None-Match", "\"1\"").get(url()).then().statusCode(304);
        given().header("If-None-Match", "\"7\"").get(url()).then().statusCode(200);
    }

    private RequestSpecification conditionally(String header, String value) {
        return given().contentType(ContentType.JSON).header(header, value).body("{}");
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        put("{\"model\":\"openai/gpt-4o-minni\",\"timeout_seconds\":0,\"parameters\":{\"top_p\":7,\"mood\":1}}")
                .statusCode(400)
                .body("param", equalTo("timeout_seconds"))
                .body("detail", containsString("openai/gpt-4o-mini"))
                .body("detail", containsString("'parameters.top_p'"))
                .body("detail", containsString("'parameters.mood'"));
    }

    @Test
    void aDryRunSaysWhatWouldChangeAndChangesNothing() {
        put("{\"model\":\"" + GPT + "\"}").statusCode(201);

        given().contentType(ContentType.JSON)
                .body("{\"model\":\"" + CLAUDE + "\",\"required_features\":[\"structured_output\"]}")
                .patch(url() + "?dry_run=true")
                .then()
                .statusCode(200)
                .body("dry_run", is(true))
                .body("changes.field", contains("model", "required_features"))
                .body("changes[0].before", equalTo(GPT))
                .body("changes[0].after", equalTo(CLAUDE))
                .body("warnings", hasItem(containsString("structured_output")))
                .body("routes.before.models[0]", equalTo(GPT))
                .body("routes.after.models", contains(equalTo(CLAUDE), startsWith("anthropic/claude-sonnet")));
        patch("{\"dry_run\":true,\"enabled\":false,\"canary\":{\"model\":\"" + CLAUDE + "\",\"traffic_percent\":5}}")
                .statusCode(200)
                .body("changes.field", contains("canary", "enabled"))
                .body("routes.after.refusal", containsString("disabled"));
        patch("{\"dry_run\":true,\"canary\":{\"model\":\"" + CLAUDE + "\",\"traffic_percent\":5}}")
                .statusCode(200)
                .body("routes.after.models[0]", equalTo(GPT))
                .body("routes.after.canary_models[0]", equalTo(CLAUDE));

        when().get(url()).then().body("model", equalTo(GPT)).body("revision", equalTo(1));
    }

    @Test
    void whatARequestLeavesOpenIsAsTheAgentIsSet() {
        put("{\"model\":\"" + GPT + "\",\"parameters\":{\"temperature\":0.25,\"max_tokens\":77},"
                        + "\"system_prompt_prefix\":\"You are a librarian.\"}")
                .statusCode(201);
        given().delete("/simulator/calls");
        given().contentType(ContentType.JSON)
                .body("{\"model\":\"agent:" + agent
                        + "\",\"max_tokens\":5,\"messages\":[{\"role\":\"system\",\"content\":\"Be terse.\"},"
                        + "{\"role\":\"user\",\"content\":\"needle " + agent + "\"}]}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(200);

        String sent = given().get("/simulator/calls").then().extract().jsonPath().getList("calls.body").stream()
                .map(String::valueOf)
                .filter(body -> body.contains(agent))
                .findFirst()
                .orElseThrow();
        assertThat(sent).contains("librarian").contains("Be terse.").contains("0.25");
        assertThat(sent.indexOf("librarian")).isLessThan(sent.indexOf("Be terse."));
        // The agent's name ends in a random id.
        assertThat(sent.replace(agent, "")).as("the caller's own limit").doesNotContain("77");
    }

    @Test
    void onlyAllowedModelsAreUsed() {
        put("{\"model\":\"auto\",\"allowed_models\":[\"" + GPT + "\"]}").statusCode(201);

        assertThat(served("t")).isEqualTo(GPT);
        given().contentType(ContentType.JSON)
                .header("X-Agent-Type", agent)
                .body("{\"model\":\"" + CLAUDE + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(403)
                .body("error.message", containsString(GPT));
    }

    @Test
    void withoutFallbacksOfItsOwnTheFamilysStandIn() {
        put("{\"model\":\"anthropic/claude-opus-4-1\"}").statusCode(201);
        given().body("{\"provider\":\"anthropic\",\"model\":\"claude-opus-4-1\",\"status\":500}")
                .post("/simulator/faults")
                .then()
                .statusCode(201);
        assertThat(served("t")).startsWith("anthropic/claude-sonnet");

        patch("{\"fallbacks\":[]}").statusCode(200);
        ask("t").then().statusCode(502);
    }

    @Test
    void aCanaryTakesItsTasksAndIsPromotedByHand() {
        put("{\"model\":\"" + GPT + "\",\"canary\":{\"model\":\"" + CLAUDE + "\",\"traffic_percent\":100}}")
                .statusCode(201)
                .body("canary.traffic_percent", is(100.0f));
        Response answer = ask("t");
        assertThat(answer.header("x-quartermaster-model")).isEqualTo(CLAUDE);
        when().get("/api/v1/decisions/" + answer.header("x-quartermaster-decision"))
                .then()
                .body("selection_reason", containsString("canary 100 %"));

        given().post(url() + "/canary/promote")
                .then()
                .statusCode(200)
                .body("model", equalTo(CLAUDE))
                .body("canary", nullValue());
        given().post(url() + "/canary/rollback").then().statusCode(409);
    }

    @Test
    void aCanaryThatFailsIsTakenBackByItsRule() {
        given().body("{\"provider\":\"anthropic\",\"status\":400}")
                .post("/simulator/faults")
                .then()
                .statusCode(201);
        put("{\"model\":\"" + GPT + "\",\"fallbacks\":[],\"canary\":{\"model\":\"" + CLAUDE
                        + "\",\"traffic_percent\":100,\"rule\":{\"min_requests\":3,\"min_success_rate\":0.9}}}")
                .statusCode(201);
        for (int i = 0; i < 3; i++) {
            ask("t" + i).then().statusCode(not(200));
        }

        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            rules.apply().subscribe().asCompletionStage().get();
            when().get(url()).then().body("canary", nullValue()).body("model", equalTo(GPT));
        });
        when().get(url() + "/revisions").then().body("data[0].source", equalTo("rule"));
    }

    @Test
    void whatAnotherModelHadToAnswerIsNoSuccessOfTheCanary() {
        given().body("{\"provider\":\"anthropic\",\"status\":500}")
                .post("/simulator/faults")
                .then()
                .statusCode(201);
        put("{\"model\":\"" + GPT + "\",\"fallbacks\":[\"openai/gpt-4o\"],\"canary\":{\"model\":\"" + CLAUDE
                        + "\",\"traffic_percent\":100,\"rule\":{\"min_requests\":1,\"min_success_rate\":0.9}}}")
                .statusCode(201);
        assertThat(served("t")).isEqualTo("openai/gpt-4o");

        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            rules.apply().subscribe().asCompletionStage().get();
            when().get(url()).then().body("canary", nullValue()).body("model", equalTo(GPT));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\":\"openai/gpt-99\"}|model",
                "{\"provider\":\"openai\"}|model",
                "{\"model\":7}|model",
                "{\"timeout_seconds\":0}|timeout_seconds",
                "{\"timeout_seconds\":999999}|timeout_seconds",
                "{\"fallbacks\":[\"nonsense\"]}|fallbacks[0]",
                "{\"model\":\"openai/gpt-4o\",\"fallbacks\":[\"gpt-4o\"]}|fallbacks[0]",
                "{\"fallbacks\":[\"gpt-4o\",\"openai/gpt-4o\"]}|fallbacks[1]",
                "{\"required_features\":[\"telepathy\"]}|required_features[0]",
                "{\"allowed_models\":[\"nonsense\"]}|allowed_models[0]",
                "{\"model\":\"openai/gpt-4o\",\"allowed_models\":[\"openai/gpt-4o-mini\"]}|model",
                "{\"allowed_models\":[\"openai/gpt-4o-mini\"]}|model",
                "{\"model\":\"openai/gpt-4o\",\"allowed_models\":[\"openai/gpt-4o\"],\"fallbacks\":[\"gpt-4o-mini\"]}|fallbacks[0]",
                "{\"parameters\":{\"temperature\":3}}|parameters.temperature",
                "{\"parameters\":{\"max_tokens\":0}}|parameters.max_tokens",
                "{\"parameters\":{\"mood\":\"good\"}}|parameters.mood",
                "{\"system_prompt_prefix\":\" \"}|system_prompt_prefix",
                "{\"canary\":{\"model\":\"openai/gpt-4o\"}}|canary.traffic_percent",
                "{\"canary\":{\"model\":\"openai/gpt-4o\",\"traffic_percent\":101}}|canary.traffic_percent",
                "{\"model\":\"openai/gpt-4o\",\"canary\":{\"model\":\"gpt-4o\",\"traffic_percent\":1}}|canary.model",
                "{\"canary\":{\"model\":\"gpt-4o\",\"traffic_percent\":1,\"rule\":{\"min_requests\":0}}}|canary.rule.min_requests",
                "{\"colour\":\"blue\"}|colour",
                "{\"enabled\":\"yes\"}|enabled"
            })
    void whatCannotBeMeantIsRefusedByItsField(String body, String field) {
        put(body)
                .statusCode(400)
                .contentType(startsWith("application/problem+json"))
                .body("param", equalTo(field));
        when().get(url()).then().statusCode(404);
    }

    @Test
    void anAgentTypeIsAPlainWord() {
        given().contentType(ContentType.JSON)
                .body("{}")
                .put("/api/v1/agents/sql%20agent%3B--")
                .then()
                .statusCode(400)
                .body("param", equalTo("agent_type"));
    }

    @Test
    void thoseThatAreSetAreListed() {
        put("{}").statusCode(201).body("allowed_models", empty()).body("parameters", anEmptyMap());

        when().get("/api/v1/agents").then().statusCode(200).body("data.agent_type", hasItem(agent));
    }
}
