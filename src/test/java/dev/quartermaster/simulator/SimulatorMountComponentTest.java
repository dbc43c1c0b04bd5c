package dev.quartermaster.simulator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.directory.SubstituteProvider;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SimulatorMountComponentTest {

    private static final String HI = "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    @Inject
    SubstituteProvider standIn;

    @AfterEach
    void calm() {
        given().delete("/simulator/faults").then().statusCode(204);
    }

    @Test
    void standsInAtAnAddressThatAnswers() {
        String base = standIn.baseUrl(ProviderId.OPENAI).orElseThrow();

        given().header("authorization", "Bearer any")
                .contentType(ContentType.JSON)
                .body(HI)
                .post(base + "/v1/chat/completions")
                .then()
                .statusCode(200)
                .body("choices[0].message.content", endsWith("You said: Hi"));
    }

    @Test
    void streams() {
        given().header("authorization", "Bearer any")
                .contentType(ContentType.JSON)
                .body(HI.replace("\"gpt-4o\"", "\"gpt-4o\",\"stream\":true"))
                .post("/simulator/openai/v1/chat/completions")
                .then()
                .statusCode(200)
                .body(endsWith("data: [DONE]\n\n"));
    }

    @Test
    void playsScriptedFaults() {
        given().contentType(ContentType.JSON)
                .body("{\"provider\":\"ollama\",\"operation\":\"models\",\"status\":503,\"times\":1}")
                .post("/simulator/faults")
                .then()
                .statusCode(201);

        given().get("/simulator/ollama/api/version").then().statusCode(503);
        given().get("/simulator/ollama/api/version").then().statusCode(200).body("version", equalTo("0.13.3"));
    }

    @Test
    void playsNoOtherProvider() {
        assertThat(standIn.baseUrl(new ProviderId("somebody"))).isEmpty();
    }
}
