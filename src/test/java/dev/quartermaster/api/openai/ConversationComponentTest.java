package dev.quartermaster.api.openai;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A conversation whose model is chosen for it stays where its prompt is cached. */
@QuarkusTest
class ConversationComponentTest {

    /** Long enough that the provider keeps it unasked. */
    private static final String LONG = " and so on".repeat(600);

    private final String run = UUID.randomUUID().toString();
    /** An ability that only the models of this test have. */
    private final String ability = "talk-" + run;

    private final String first = "first-" + run;
    private final String cheaper = "cheaper-" + run;

    @AfterEach
    void forget() {
        when().delete("/api/v1/models/openai/" + first);
        when().delete("/api/v1/models/openai/" + cheaper);
    }

    @Test
    void theSecondTurnStaysThoughAnotherModelIsBetterForAnybodyElse() {
        offer(first, 5);
        Response began = ask(question("Tell me of the sea."));
        assertThat(model(began)).isEqualTo(first);
        String answer = began.path("choices[0].message.content");
        offer(cheaper, 3);

        Response stayed = ask(question("Tell me of the sea."), message("assistant", answer), message("user", "Go on."));
        Response other = ask(question("Tell me of the land."), message("assistant", answer), message("user", "Go on."));

        assertThat(model(other)).isEqualTo(cheaper);
        assertThat(model(stayed)).isEqualTo(first);
        JsonPath decision = when().get("/api/v1/decisions/" + stayed.header("x-quartermaster-decision"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(decision.getString("model_id")).isEqualTo(first);
        assertThat(decision.getDouble("scores.stickiness")).isZero();
        assertThat(decision.getString("alternatives[0].model_id")).isEqualTo(cheaper);
        assertThat(decision.getDouble("alternatives[0].scores.stickiness")).isPositive();
        assertThat(decision.getDouble("scores.cost"))
                .as("what is read from the cache is cheap")
                .isGreaterThan(scores(other, first).getDouble("cost"));
    }

    /** What a model scored for a request that went to another one. */
    private static JsonPath scores(Response served, String model) {
        String decision = when().get("/api/v1/decisions/" + served.header("x-quartermaster-decision"))
                .asString();
        return new JsonPath(decision).setRootPath("alternatives.find { it.model_id == '" + model + "' }.scores");
    }

    private void offer(String id, int inputPer1m) {
        given().contentType(ContentType.JSON)
                .body("{\"provider\":\"openai\",\"id\":\"" + id + "\",\"capabilities\":[\"text-generation\",\""
                        + ability
                        + "\"],\"context_window\":128000,\"pricing\":{\"input_per_1m\":" + inputPer1m
                        + ",\"output_per_1m\":10,\"cache_read_per_1m\":" + inputPer1m / 10.0 + "}}")
                .post("/api/v1/models")
                .then()
                .statusCode(201);
    }

    private Response ask(String... messages) {
        Response answer = given().contentType(ContentType.JSON)
                .body("{\"model\":\"auto\",\"max_tokens\":20,\"messages\":[" + String.join(",", messages)
                        + "],\"quartermaster\":{\"required_capabilities\":[\"" + ability + "\"]}}")
                .post("/v1/chat/completions");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer;
    }

    private static String question(String text) {
        return message("user", text + LONG);
    }

    private static String message(String role, String text) {
        return "{\"role\":\"" + role + "\",\"content\":\""
                + text.replace("\"", "'").replace("\n", " ") + "\"}";
    }

    private static String model(Response answer) {
        String served = answer.header("x-quartermaster-model");
        return served.substring(served.indexOf('/') + 1);
    }
}
