package dev.quartermaster.simulator;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without any key, a model of every provider answers through the service. */
@QuarkusTest
class StandInJourneyComponentTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai/gpt-4o",
                "anthropic/claude-sonnet-4-6",
                "google/gemini-2.5-flash",
                "bedrock/amazon.nova-pro-v1:0",
                "ollama/gpt-oss:20b"
            })
    void answersWholeAndStreamed(String model) {
        String body = "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Ahoy\"}]";

        given().contentType(ContentType.JSON)
                .body(body + "}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(200)
                .body("choices[0].message.content", endsWith("played by the simulator. You said: Ahoy"))
                .body("choices[0].finish_reason", equalTo("stop"))
                .body("usage.completion_tokens", greaterThan(10));
        given().contentType(ContentType.JSON)
                .body(body + ",\"stream\":true}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(200)
                .body(containsString(" simulator."))
                .body(endsWith("data: [DONE]\n\n"));
    }
}
