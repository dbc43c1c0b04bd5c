package dev.quartermaster.api.quality;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Scores and feedback, from the caller's bytes to the row. */
@QuarkusTest
@TestProfile(ScoringHouse.class)
class FeedbackComponentTest {

    private final String agent = "quality-" + UUID.randomUUID();

    private Response ask(String hints) {
        return given().contentType(ContentType.JSON)
                .header("X-Agent-Type", agent)
                .body("{\"model\":\"openai/gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]"
                        + hints + "}")
                .post("/v1/chat/completions");
    }

    private Float quality() {
        return when().get("/api/v1/performance?window_hours=1&agent_type=" + agent)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .get("average_quality");
    }

    private ValidatableResponse feedback(String fields) {
        return given().contentType(ContentType.JSON)
                .body("{" + fields.replace('\'', '"') + "}")
                .post("/api/v1/feedback")
                .then();
    }

    @Test
    void anAnswerIsScoredBehindAndFeedbackCountsBesideItOnce() {
        String id = ask("").then().statusCode(200).extract().header("x-request-id");
        await().atMost(Duration.ofMinutes(1)).until(() -> quality() != null);
        double rules = quality();

        feedback("'request_id':'" + id + "','score':0.2,'comment':'too short'")
                .statusCode(201)
                .body("request_id", equalTo(id), "model", equalTo("openai/gpt-4o-mini"));
        assertThat((double) quality()).isCloseTo((rules + 3 * 0.2) / 4, within(1e-5));

        feedback("'request_id':'" + id + "','score':1").statusCode(400).body("detail", containsString("already"));
        assertThat((double) quality()).isCloseTo((rules + 3 * 0.2) / 4, within(1e-5));
    }

    @Test
    void badFeedbackIsRefusedByItsField() {
        feedback("'request_id':'" + UUID.randomUUID() + "','score':1")
                .statusCode(400)
                .body("param", equalTo("request_id"));
        feedback("'request_id':'r','score':1.5").statusCode(400).body("param", equalTo("score"));
        feedback("'request_id':'r','score':-0.1").statusCode(400).body("param", equalTo("score"));
        feedback("'request_id':'r'").statusCode(400).body("param", equalTo("score"));
        feedback("'score':1").statusCode(400).body("param", equalTo("request_id"));
        feedback("'request_id':'r','score':1,'stars':5").statusCode(400).body("param", equalTo("stars"));
    }

    @Test
    void anEvaluatedAnswerSaysItsScore() {
        Response answer = ask(",\"quartermaster\":{\"evaluate\":true}");

        answer.then().statusCode(200);
        assertThat(Double.parseDouble(answer.header("x-quartermaster-quality"))).isBetween(0.0, 1.0);
        await().atMost(Duration.ofMinutes(1)).until(() -> quality() != null);
        assertThat((double) quality())
                .isCloseTo(Double.parseDouble(answer.header("x-quartermaster-quality")), within(6e-4));
    }
}
