package dev.quartermaster;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.PackagedService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The response cache of the packaged service. In a native executable its classes are there only if they were named. */
@QuarkusIntegrationTest
@WithTestResource(OutsideWorld.class)
class CacheIT extends PackagedService {

    @Test
    void theSameQuestionIsAnsweredFromMemory() {
        String question = "Is it asked once only, " + UUID.randomUUID() + "?";
        String first =
                ask(question).header("x-quartermaster-cache", "miss").extract().asString();
        ask(question)
                .header("x-quartermaster-cache", "hit")
                .header("x-quartermaster-cost-usd", "0")
                .body(equalTo(first));

        given().baseUri(url())
                .header("Authorization", "Bearer " + OutsideWorld.ADMIN_KEY)
                .get("/api/v1/cache")
                .then()
                .statusCode(200)
                .body("entries", greaterThan(0))
                .body("bytes", greaterThan(0))
                .body("hits", greaterThan(0));
    }

    /** The simulator repeats the question, so that its answer ends where no sentence does. */
    @Test
    void aLowAnswerIsNotGivenAgain() {
        String question = "Is " + UUID.randomUUID() + " asked only once, or is it asked again because of the";
        ask(question).header("x-quartermaster-cache", "miss");

        await().atMost(Duration.ofMinutes(1))
                .until(() ->
                        ask(question).extract().header("x-quartermaster-cache").equals("miss"));
    }

    private ValidatableResponse ask(String question) {
        return given().baseUri(url())
                .header("Authorization", "Bearer " + OutsideWorld.ADMIN_KEY)
                .contentType("application/json")
                .body("{\"model\":\"gpt-4o-mini\",\"temperature\":0,\"messages\":[{\"role\":\"user\",\"content\":\""
                        + question + "\"}]}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(200);
    }
}
