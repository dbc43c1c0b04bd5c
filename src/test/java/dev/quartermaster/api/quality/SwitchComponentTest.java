package dev.quartermaster.api.quality;

import static dev.quartermaster.api.quality.Ask.GOOD;
import static dev.quartermaster.api.quality.Ask.LOW;
import static dev.quartermaster.api.quality.Ask.PATIENCE;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.quartermaster.quality.QualityMonitor;
import dev.quartermaster.quality.RecentScores.LowAnswers;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Too many low answers of an agent's model: what is said of it, and what is done. */
@QuarkusTest
@TestProfile(ScoringHouse.class)
class SwitchComponentTest {

    private static final String MODEL = "openai/gpt-4o-mini";
    private static final String OTHER = "openai/gpt-4.1-mini";

    private final String agent = "switch-" + UUID.randomUUID();

    @Inject
    QualityMonitor monitor;

    @BeforeEach
    void schemaIsThere() {
        Ask.calm();
    }

    @AfterEach
    void calm() {
        Ask.calm();
    }

    private JsonPath agent() {
        return when().get("/api/v1/agents/" + agent)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void answers(String model, String text, int times) {
        Ask.calm();
        Ask.script(model.substring(model.indexOf('/') + 1), text);
        for (int i = 0; i < times; i++) {
            Ask.ask(model, agent, "");
        }
    }

    /** The last scores of the model and the agent. */
    private LowAnswers last() {
        return monitor.recent().all().entrySet().stream()
                .filter(pair -> agent.equals(pair.getKey().agentType())
                        && pair.getKey().model().toString().equals(MODEL))
                .map(pair -> pair.getValue())
                .findFirst()
                .orElse(new LowAnswers(0, 0, List.of()));
    }

    /** The messages of the alerts about the agent, once there is one. */
    private List<String> alerts() {
        await().atMost(PATIENCE).until(() -> !raised().isEmpty());
        return raised();
    }

    private List<String> raised() {
        return given().queryParam("kind", "quality_switch")
                .queryParam("subject", agent)
                .get("/api/v1/alerts")
                .jsonPath()
                .getList("data.message");
    }

    @Test
    void threeLowOfTheLastTenRecommendAnotherModelUntilTheyAreForgotten() {
        Ask.put(agent, "{\"model\":\"auto\"}");
        answers(MODEL, LOW, 2);
        await().atMost(PATIENCE).until(() -> last().low() == 2);
        assertThat(agent().<Object>get("recommendation")).isNull();

        answers(MODEL, LOW, 1);
        await().atMost(PATIENCE).until(() -> agent().get("recommendation") != null);
        Response shown = when().get("/api/v1/agents/" + agent);
        shown.then()
                .body("recommendation.model", equalTo(MODEL))
                .body("recommendation.low", equalTo(3))
                .body("recommendation.answers", equalTo(3))
                .body("recommendation.findings[0]", equalTo("cut_off"));
        JsonPath recommendation = shown.jsonPath();
        assertThat(recommendation.getString("recommendation.recommended_model")).isNotEqualTo(MODEL);
        assertThat(recommendation.getDouble("recommendation.suitability_score")).isBetween(0.0, 1.0);
        assertThat(recommendation.getString("recommendation.why"))
                .isEqualTo("3 of the last 3 answers of " + MODEL + " to agent " + agent + " were low (cut_off)");
        given().header("If-None-Match", shown.header("ETag"))
                .get("/api/v1/agents/" + agent)
                .then()
                .statusCode(304);

        String since = recommendation.getString("recommendation.since");
        answers(MODEL, LOW, 2);
        await().atMost(PATIENCE).until(() -> agent().getInt("recommendation.low") == 5);
        assertThat(agent().getString("recommendation.since")).isEqualTo(since);
        assertThat(alerts())
                .as("once in a window")
                .hasSize(1)
                .first()
                .asString()
                .contains("3 of the last 3 answers");

        // Nothing was changed of an agent that is not set to the model.
        assertThat(agent().getLong("revision")).isEqualTo(1);
        given().header("If-Match", shown.header("ETag"))
                .contentType("application/json")
                .body("{\"timeout_seconds\":30}")
                .patch("/api/v1/agents/" + agent)
                .then()
                .statusCode(200);

        answers(MODEL, GOOD, 8);
        await().atMost(PATIENCE).until(() -> last().low() == 2);
        when().get("/api/v1/agents/" + agent).then().body("recommendation", nullValue());
        given().header("If-None-Match", shown.header("ETag"))
                .get("/api/v1/agents/" + agent)
                .then()
                .statusCode(200);
    }

    @Test
    void anAgentIsSetToTheRecommendedModelAndThatIsAudited() {
        Ask.put(
                agent,
                "{\"model\":\"" + MODEL + "\",\"fallbacks\":[\"" + OTHER + "\"],\"allowed_models\":[\"" + MODEL
                        + "\",\"" + OTHER + "\"]}");
        answers(MODEL, LOW, 3);

        await().atMost(PATIENCE).until(() -> OTHER.equals(agent().get("model")));
        assertThat(agent().getList("fallbacks"))
                .as("no fallback is the model itself")
                .isEmpty();
        assertThat(agent().getList("allowed_models", String.class)).containsExactlyInAnyOrder(MODEL, OTHER);
        assertThat(agent().<Object>get("recommendation")).isNull();
        when().get("/api/v1/audit?subject_kind=agent&subject_id=" + agent)
                .then()
                .body("data[0].who", equalTo("quality"))
                .body("data[0].source", equalTo("rule"));
    }

    @Test
    void anAgentIsSetToNoModelThatItMayNotUse() {
        Ask.put(agent, "{\"model\":\"" + MODEL + "\",\"allowed_models\":[\"" + MODEL + "\"]}");
        answers(MODEL, LOW, 4);

        await().atMost(PATIENCE).until(() -> last().low() == 4);
        assertThat(agent().getString("model")).isEqualTo(MODEL);
        assertThat(agent().<Object>get("recommendation.recommended_model")).isNull();
        assertThat(agent().getInt("recommendation.low")).isEqualTo(4);
        assertThat(alerts()).hasSize(1).first().asString().contains("no other model can answer");
        assertThat(agent().getLong("revision")).isEqualTo(1);
    }

    @Test
    void anAgentIsSetToNoModelThatLacksWhatItRequires() {
        Ask.put(
                agent,
                "{\"model\":\"" + MODEL + "\",\"required_features\":[\"vision\"],\"allowed_models\":[\"" + MODEL
                        + "\",\"openai/gpt-3.5-turbo\"]}");
        answers(MODEL, LOW, 4);

        await().atMost(PATIENCE).until(() -> last().low() == 4);
        assertThat(agent().getString("model")).isEqualTo(MODEL);
        assertThat(agent().<Object>get("recommendation.recommended_model")).isNull();
    }
}
