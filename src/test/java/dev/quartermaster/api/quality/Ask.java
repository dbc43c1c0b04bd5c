package dev.quartermaster.api.quality;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import java.time.Duration;

/** What the tests of quality ask, and what the simulator answers. */
final class Ask {

    static final Duration PATIENCE = Duration.ofMinutes(1);
    static final String GOOD = "The house has three rooms and a garden.";
    /** It ends where no sentence does. */
    static final String LOW = "The house has three rooms and a garden, and all of them have the";

    private Ask() {}

    /** Lets a model of OpenAI say something. */
    static void script(String model, String text) {
        script("{\"provider\":\"openai\",\"model\":\"" + model + "\",\"text\":\"" + text + "\"}");
    }

    static void script(String fault) {
        given().contentType("application/json")
                .body(fault)
                .post("/simulator/faults")
                .then()
                .statusCode(201);
    }

    static void calm() {
        given().delete("/simulator/faults").then().statusCode(204);
    }

    /** @param fields more of the body, with a comma before each */
    static ValidatableResponse ask(String model, String agent, String fields) {
        return given().contentType("application/json")
                .header("X-Agent-Type", agent)
                .body("{\"model\":\"" + model
                        + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Describe the house and what is in it.\"}]"
                        + fields + "}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(200);
    }

    static void put(String agent, String settings) {
        given().contentType("application/json")
                .body(settings)
                .put("/api/v1/agents/" + agent)
                .then()
                .statusCode(201);
    }
}
