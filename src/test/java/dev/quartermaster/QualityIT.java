package dev.quartermaster;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.PackagedService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The quality of answers at the packaged service, with nothing of it set. */
@QuarkusIntegrationTest
@WithTestResource(OutsideWorld.class)
class QualityIT extends PackagedService {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String GOOD = "The house has three rooms and a garden.";
    private static final String LOW = "The house has three rooms and a garden, and all of them have the";

    private final String agent = "quality-" + UUID.randomUUID();

    private ValidatableResponse ask(String fields) {
        return admin().baseUri(url())
                .header("X-Agent-Type", agent)
                .contentType("application/json")
                .body("{\"model\":\"" + GPT
                        + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Describe the house and what"
                        + " is in it.\"}]" + fields + "}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(200);
    }

    private JsonPath read(String path) {
        return admin().baseUri(url()).get(path).then().statusCode(200).extract().jsonPath();
    }

    private void says(String model, String text) {
        fault("{\"provider\":\"openai\",\"model\":\"" + model + "\",\"text\":\"" + text + "\"}");
    }

    @Test
    void anAnswerIsScoredBehindAndTheScoreCanBeRead() {
        says("gpt-4o-mini", LOW);
        String decision =
                ask("").header("x-quartermaster-quality", nullValue()).extract().header("x-quartermaster-decision");

        String scores = "/api/v1/decisions/" + decision + "/evaluations";
        await().atMost(PATIENCE).until(() -> read(scores).getList("data").size() == 1);
        admin().baseUri(url())
                .get(scores)
                .then()
                .body("data[0].source", equalTo("rules"))
                .body("data[0].findings", contains("cut_off"))
                .body("data[0].low", equalTo(true))
                .body("data[0].disagrees", nullValue());
        await().atMost(PATIENCE)
                .until(() -> read("/api/v1/performance?window_hours=1&agent_type=" + agent)
                                .get("average_quality")
                        != null);
    }

    @Test
    void aCallerWhoAsksForItIsGivenNoLowAnswerWholeOrStreamed() {
        says("gpt-4o-mini", LOW);
        says("gpt-4.1-mini", GOOD);
        String evaluated = ",\"quartermaster\":{\"evaluate\":true,\"fallbacks\":[\"openai/gpt-4.1-mini\"]}";

        ask(evaluated)
                .header("x-quartermaster-model", equalTo("openai/gpt-4.1-mini"))
                .header("x-quartermaster-quality", equalTo("1.0"))
                .body("choices[0].message.content", equalTo(GOOD));
        ask(",\"stream\":true" + evaluated)
                .header("x-quartermaster-model", equalTo("openai/gpt-4.1-mini"))
                .header("x-quartermaster-quality", equalTo("1.0"))
                .body(not(containsString("three rooms and a garden, and")));
        ask(",\"quartermaster\":{\"evaluate\":true,\"fallbacks\":[]}")
                .header("x-quartermaster-model", equalTo(GPT))
                .header("x-quartermaster-warnings", containsString("low"))
                .body("choices[0].message.content", equalTo(LOW));
    }

    @Test
    void threeLowAnswersRecommendAnotherModelAndRaiseOneAlert() {
        admin().baseUri(url())
                .contentType("application/json")
                .body("{\"model\":\"" + GPT + "\"}")
                .put("/api/v1/agents/" + agent)
                .then()
                .statusCode(201)
                .body("recommendation", nullValue());
        says("gpt-4o-mini", LOW);
        for (int i = 0; i < 5; i++) {
            ask("");
        }

        String ofAgent = "/api/v1/agents/" + agent;
        await().atMost(PATIENCE)
                .until(() -> Integer.valueOf(5).equals(read(ofAgent).get("recommendation.low")));
        admin().baseUri(url())
                .get(ofAgent)
                .then()
                .body("model", equalTo(GPT))
                .body("recommendation.model", equalTo(GPT))
                .body("recommendation.answers", equalTo(5))
                .body("recommendation.recommended_model", notNullValue())
                .body("recommendation.why", containsString("cut_off"))
                .body("recommendation.since", notNullValue());
        String alerts = "/api/v1/alerts?kind=quality_switch&subject=" + agent;
        await().atMost(PATIENCE).until(() -> !read(alerts).getList("data").isEmpty());
        admin().baseUri(url()).get(alerts).then().body("data", hasSize(1));

        admin().baseUri(url())
                .contentType("application/json")
                .body("{\"model\":\"openai/gpt-4.1\"}")
                .patch(ofAgent)
                .then()
                .statusCode(200)
                .body("recommendation", nullValue());
    }

    @Test
    void feedbackCountsOnce() {
        says("gpt-4o-mini", GOOD);
        String id = ask("").extract().header("x-request-id");

        feedback(id, "0.5").statusCode(201).body("score", equalTo(0.5f));
        feedback(id, "0.5").statusCode(400).body("param", equalTo("request_id"));
        feedback(id, "1.5").statusCode(400).body("param", equalTo("score"));
        feedback(UUID.randomUUID().toString(), "0.5").statusCode(400).body("param", equalTo("request_id"));
    }

    private static ValidatableResponse feedback(String id, String score) {
        return given().baseUri(url())
                .header("Authorization", "Bearer " + OutsideWorld.ADMIN_KEY)
                .contentType("application/json")
                .body("{\"request_id\":\"" + id + "\",\"score\":" + score + "}")
                .post("/api/v1/feedback")
                .then();
    }
}
