package dev.quartermaster.api.openai;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EmbeddingsComponentTest {

    @AfterEach
    void calm() {
        given().delete("/simulator/faults").then().statusCode(204);
    }

    @Test
    void embedsEveryText() {
        post("{\"model\":\"text-embedding-3-small\",\"input\":[\"north\",\"south\"],\"dimensions\":8}")
                .statusCode(200)
                .header("x-quartermaster-model", "openai/text-embedding-3-small")
                .header("x-quartermaster-attempts", "1")
                .header("x-quartermaster-cost-usd", matchesPattern("0\\.0+[1-9][0-9]*"))
                .body("data", hasSize(2))
                .body("data[1].index", equalTo(1))
                .body("data[0].embedding", hasSize(8))
                .body("usage.prompt_tokens", greaterThan(0));
    }

    @Test
    void writesBitsOnRequest() {
        post("{\"model\":\"text-embedding-3-small\",\"input\":\"north\",\"encoding_format\":\"base64\"}")
                .statusCode(200)
                .body("data[0].embedding", instanceOf(String.class));
    }

    @Test
    void aModelThatDoesNotEmbedIsNotSuitable() {
        post("{\"model\":\"gpt-4o-mini\",\"input\":\"north\"}")
                .statusCode(400)
                .body("error.code", equalTo("model_not_suitable"))
                .body("error.message", containsString("does not offer embeddings"));
    }

    @Test
    void theModelMustBeNamed() {
        post("{\"model\":\"auto\",\"input\":\"north\"}")
                .statusCode(400)
                .body("error.param", equalTo("model"))
                .body("error.message", containsString("must be named"));
    }

    @Test
    void anotherModelAnswersOnlyIfTheCallerSaysSo() {
        given().contentType("application/json")
                .body(
                        "{\"provider\":\"openai\",\"model\":\"text-embedding-3-small\",\"operation\":\"embeddings\",\"status\":503,\"times\":100}")
                .post("/simulator/faults")
                .then()
                .statusCode(201);

        post("{\"model\":\"text-embedding-3-small\",\"input\":\"north\"}").statusCode(502);
        post("{\"model\":\"text-embedding-3-small\",\"input\":\"north\","
                        + "\"quartermaster\":{\"fallbacks\":[\"text-embedding-3-large\"]}}")
                .statusCode(200)
                .header("x-quartermaster-model", "openai/text-embedding-3-large");
    }

    private static ValidatableResponse post(String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/v1/embeddings")
                .then();
    }
}
