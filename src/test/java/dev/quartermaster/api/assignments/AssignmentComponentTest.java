package dev.quartermaster.api.assignments;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.testing.ImpatientHealth;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models are assigned to tasks over HTTP, whatever happens. Each test has an agent type of its own. */
@QuarkusTest
@TestProfile(ImpatientHealth.class)
class AssignmentComponentTest {

    private static final String BASE =
            "{\"role_type\":\"writer\", \"model_tier\" : \"high\",\"b\":1.00,\"a\":[1e3, null],"
                    + "\"recommended_model\":\"some-model\",\"fallback_model\":\"openai/gpt-4o-mini\",\"é\":{\"x\":\"\\u00e9\"}}";

    private final String agent = "assigned-" + UUID.randomUUID();

    @Inject
    CircuitBreakers health;

    @Inject
    ModelRegistry registry;

    private String body(String task, String rest) {
        return "{\"agent_type\":\"" + agent + "\",\"task\":{\"id\":\"" + task + "\"},\"base_assignment\":" + BASE + rest
                + "}";
    }

    private static ValidatableResponse post(String path, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1" + path)
                .then();
    }

    private JsonPath assigned(String task) {
        return post("/assignments", body(task, "")).statusCode(200).extract().jsonPath();
    }

    @Test
    void theBaseComesBackLetterByLetterWithOursAdded() {
        String answer = post("/assignments", body("t", ""))
                .statusCode(200)
                .body("role_type", equalTo("writer"))
                .body("model_tier", equalTo("high"))
                .body("degraded", equalTo(false))
                .body("degraded_reason", nullValue())
                .body("selected_model_id", not(nullValue()))
                .body("api_endpoint", startsWith("http"))
                .body("selection_timestamp", not(nullValue()))
                .extract()
                .asString();
        JsonPath json = JsonPath.from(answer);

        assertThat(answer).contains("\"base_assignment\":" + BASE + ",");
        assertThat(json.getString("model_selection.model_id")).isEqualTo(json.getString("selected_model_id"));
        assertThat(json.getString("model_selection.provider")).isEqualTo(json.getString("api_provider"));
        given().get("/api/v1/decisions/" + json.getString("model_selection.decision_id"))
                .then()
                .statusCode(200)
                .body("model_id", equalTo(json.getString("selected_model_id")));
    }

    @Test
    void itHoldsUntilItIsForgotten() {
        String first = decision(assigned("t"));

        assertThat(decision(assigned("t"))).isEqualTo(first);
        assertThat(decision(
                        given().get(url("t")).then().statusCode(200).extract().jsonPath()))
                .isEqualTo(first);
        given().delete("/api/v1/assignments?agent_type=" + agent)
                .then()
                .statusCode(200)
                .body("cleared", equalTo(1));
        given().get(url("t")).then().statusCode(404).body("param", equalTo("task_id"));
        assertThat(decision(assigned("t"))).isNotEqualTo(first);
    }

    @Test
    void otherConstraintsOfTheSameTaskAreAnotherChoice() {
        JsonPath first = assigned("t");
        String constraints = ",\"constraints\":{\"excluded_providers\":[\"" + first.getString("api_provider") + "\"]}";

        post("/assignments", body("t", constraints))
                .statusCode(200)
                .body("api_provider", not(equalTo(first.getString("api_provider"))));
    }

    @Test
    void aChangeOfItsAgentEndsIt() {
        String first = decision(assigned("t"));
        given().contentType(ContentType.JSON)
                .body("{\"model\":\"auto\",\"allowed_models\":[\"anthropic/claude-haiku-4-5\"]}")
                .put("/api/v1/agents/" + agent)
                .then()
                .statusCode(201);

        JsonPath second = assigned("t");

        assertThat(decision(second)).isNotEqualTo(first);
        assertThat(second.getString("selected_model_id")).isEqualTo("claude-haiku-4-5");
    }

    @Test
    void aChangeOfTheRegistryEndsIt() {
        JsonPath first = assigned("t");
        String model = "/api/v1/models/" + first.getString("api_provider") + "/" + first.getString("selected_model_id");
        try {
            given().contentType(ContentType.JSON)
                    .body("{\"enabled\":false}")
                    .patch(model)
                    .then()
                    .statusCode(200);
            assertThat(assigned("t").getString("selected_model_id")).isNotEqualTo(first.getString("selected_model_id"));
        } finally {
            given().contentType(ContentType.JSON)
                    .body("{\"enabled\":true}")
                    .patch(model)
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void aModelThatGoesDownIsNoLongerAssigned() {
        JsonPath first = assigned("t");
        ModelKey model = key(first);
        try {
            down(model);
            assertThat(key(assigned("t"))).isNotEqualTo(model);
        } finally {
            health.succeeded(model);
        }
    }

    @Test
    void withEverythingDownTheBasesFallbackStandsIn() {
        List<ModelKey> all =
                registry.snapshot().models().stream().map(model -> model.key()).toList();
        try {
            all.forEach(this::down);
            String answer = post("/assignments", body("t", ""))
                    .statusCode(200)
                    .body("degraded", equalTo(true))
                    .body("degraded_reason", containsString("unavailable"))
                    .body("selected_model_id", equalTo("openai/gpt-4o-mini"))
                    .body("api_provider", equalTo("openai"))
                    .extract()
                    .asString();
            assertThat(answer).contains("\"base_assignment\":" + BASE + ",");
            post("/selections", "{\"task\":{\"id\":\"t\"}}").statusCode(503);
        } finally {
            all.forEach(health::succeeded);
        }
        assertThat(assigned("t").getBoolean("degraded")).isFalse();
    }

    @Test
    void aTaskWhoseSelectionFailsReturnsToItsBase() {
        given().contentType(ContentType.JSON)
                .body("{\"enabled\":false}")
                .put("/api/v1/agents/" + agent)
                .then()
                .statusCode(201);

        post("/assignments", body("t", ""))
                .statusCode(200)
                .body("degraded", equalTo(true))
                .body("degraded_reason", equalTo("The agent " + agent + " is disabled."))
                .body("selected_model_id", equalTo("openai/gpt-4o-mini"))
                .body("model_selection", nullValue());
    }

    @Test
    void aBaseWithoutFallbackGivesWhatItRecommends() {
        String body = "{\"agent_type\":\"" + agent + "\",\"base_assignment\":{\"recommended_model\":\"theirs\"},"
                + "\"constraints\":{\"excluded_providers\":[\"openai\",\"anthropic\",\"google\",\"ollama\",\"bedrock\"]}}";

        post("/assignments", body)
                .statusCode(200)
                .body("degraded", equalTo(true))
                .body("selected_model_id", equalTo("theirs"))
                .body("api_provider", nullValue())
                .body("api_endpoint", nullValue());
    }

    @Test
    void aHundredAtOnceKeepTheirOrderAndABadOneFailsAlone() {
        String items = IntStream.range(0, 100)
                .mapToObj(i -> i == 3
                        ? "{\"agent_type\":\"" + agent + "\",\"task\":{\"priority\":\"urgent\"},\"base_assignment\":{}}"
                        : body("t" + i, ""))
                .collect(Collectors.joining(","));

        JsonPath answer = post("/assignments/batch", "{\"assignments\":[" + items + "]}")
                .statusCode(200)
                .body("data", hasSize(100))
                .body("data[3].assignment", nullValue())
                .body("data[3].error.param", equalTo("assignments[3].task.priority"))
                .extract()
                .jsonPath();

        assertThat(answer.<String>getList("data.assignment.task_id"))
                .isEqualTo(IntStream.range(0, 100)
                        .filter(i -> i != 3)
                        .mapToObj(i -> "t" + i)
                        .toList());
        post("/assignments/batch", "{\"assignments\":[]}").statusCode(200).body("data", hasSize(0));
        String many = IntStream.range(0, 201).mapToObj(i -> "{}").collect(Collectors.joining(","));
        post("/assignments/batch", "{\"assignments\":[" + many + "]}")
                .statusCode(400)
                .body("param", equalTo("assignments"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"base_assignment":{}}                                                                  | agent_type
            {"agent_type":"a b","base_assignment":{}}                                               | agent_type
            {"agent_type":"a"}                                                                      | base_assignment
            {"agent_type":"a","base_assignment":[]}                                                 | base_assignment
            {"agent_type":"a","base_assignment":{},"bases":{}}                                      | bases
            {"agent_type":"a","base_assignment":{},"task":{"id":""}}                                | task.id
            {"agent_type":"a","base_assignment":{},"task":{"input_tokens":-1}}                      | task.input_tokens
            {"agent_type":"a","base_assignment":{},"task":{"features":["telepathy"]}}               | task.features[0]
            {"agent_type":"a","base_assignment":{},"constraints":{"required_capabilities":["fly"]}} | constraints.required_capabilities
            {"agent_type":"a","base_assignment":{},"constraints":{"max_cost_per_request":-1}}       | constraints.max_cost_per_request
            {"agent_type":"a","base_assignment":{},"constraints":{"max_latency_ms":0}}              | constraints.max_latency_ms
            {"agent_type":"a","base_assignment":{},"constraints":{"excluded_providers":["A B"]}}    | constraints.excluded_providers[0]
            {"agent_type":"a","base_assignment":{},"constraints":{"cheap":true}}                    | constraints.cheap
            """)
    void whatIsWrongIsNamed(String body, String field) {
        post("/assignments", body).statusCode(400).body("param", equalTo(field));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"task":{"priority":"urgent"}}                      | task.priority
            {"task":{"agent_type":"a/b"}}                       | task.agent_type
            {"task":{"max_tokens":0}}                           | task.max_tokens
            {"task":{"mood":"good"}}                            | task.mood
            {"constraints":{}}                                  | task
            {"task":{},"constraints":{"required_capabilities":["fly"]}} | constraints.required_capabilities
            {"task":{},"wish":"cheap"}                          | wish
            """)
    void whatIsWrongWithASelectionIsNamed(String body, String field) {
        post("/selections", body).statusCode(400).body("param", equalTo(field));
    }

    @Test
    void aSelectionIsADecisionThatCanBeReadAgain() {
        JsonPath answer = post(
                        "/selections",
                        "{\"task\":{\"id\":\"t\",\"agent_type\":\"" + agent
                                + "\",\"priority\":\"high\",\"input_tokens\":500},"
                                + "\"constraints\":{\"excluded_providers\":[\"google\"]}}")
                .statusCode(200)
                .body("provider", not(equalTo("google")))
                .body("selection_reason", not(nullValue()))
                .body("scores.capability", not(nullValue()))
                .body("rejected.provider", hasItem("google"))
                .extract()
                .jsonPath();

        given().get("/api/v1/decisions/" + answer.getString("decision_id"))
                .then()
                .statusCode(200)
                .body("model_id", equalTo(answer.getString("model_id")));
    }

    private void down(ModelKey model) {
        for (int i = 0; i < 3; i++) {
            health.failed(model, FailureKind.UNAVAILABLE);
        }
    }

    private String url(String task) {
        return "/api/v1/assignments/" + agent + "/" + task;
    }

    private static String decision(JsonPath assignment) {
        return assignment.getString("model_selection.decision_id");
    }

    private static ModelKey key(JsonPath assignment) {
        return new ModelKey(
                ProviderId.of(assignment.getString("api_provider")), assignment.getString("selected_model_id"));
    }
}
