package dev.quartermaster.testing;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of the packaged service share: who calls, which models stand for their providers, what arrived there. */
public abstract class PackagedService {

    protected static final String GPT = "openai/gpt-4o-mini";
    protected static final String CLAUDE = "anthropic/claude-haiku-4-5";
    protected static final String GEMINI = "google/gemini-2.5-flash";
    protected static final String GEMMA = "ollama/gemma4:31b";
    protected static final String BEDROCK = "bedrock/anthropic.claude-haiku-4-5-20251001-v1:0";
    protected static final String HOUSE = "house/house-1";

    protected static final String QUESTION = "Which way is north?";

    /** One transparent pixel. */
    protected static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAA" + "AABJRU5ErkJggg==";

    /** A JSON Schema with one field, which the simulator fills in by itself. */
    protected static final Map<String, Object> PLACE = Map.of(
            "type",
            "object",
            "properties",
            Map.of("city", Map.of("type", "string")),
            "required",
            List.of("city"),
            "additionalProperties",
            false);

    @SimulatorUrl
    protected String simulator;

    /** One model of every provider: five built in, and one that was only configured. */
    protected static Stream<String> everyProvider() {
        return Stream.of(GPT, CLAUDE, GEMINI, GEMMA, BEDROCK, HOUSE);
    }

    /** Those that can be made to use a tool; Ollama has no way to say it. */
    protected static Stream<String> everyProviderThatForces() {
        return everyProvider().filter(model -> !model.equals(GEMMA));
    }

    /** It migrates behind its start, and whichever test comes first would meet a database that is not ready. */
    @BeforeEach
    void schemaIsThere() {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> admin().get("/api/v1/status")
                .then()
                .body("dependencies.find { it.name == 'database' }.state", equalTo("ok")));
    }

    @BeforeEach
    @AfterEach
    void calm() {
        given().delete(simulator + "/faults").then().statusCode(204);
    }

    protected static String url() {
        return "http://localhost:" + RestAssured.port;
    }

    protected static RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + OutsideWorld.ADMIN_KEY);
    }

    protected void fault(String script) {
        given().contentType("application/json")
                .body(script)
                .post(simulator + "/faults")
                .then()
                .statusCode(201);
    }

    /** What the body of the last call that reached a provider held. */
    protected String lastCall() {
        Object body = given().get(simulator + "/calls")
                .then()
                .statusCode(200)
                .extract()
                .path("calls[-1].body");
        return String.valueOf(body);
    }
}
