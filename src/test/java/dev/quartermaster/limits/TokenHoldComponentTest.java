package dev.quartermaster.limits;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A quota of tokens holds the answers that are under way. */
@QuarkusTest
class TokenHoldComponentTest {

    private final String id = "held-" + UUID.randomUUID();

    @AfterEach
    void calm() {
        given().delete("/simulator/faults").then().statusCode(204);
        given().delete("/api/v1/models/openai/" + id).then().statusCode(204);
    }

    @Test
    void ofTwentyCallsAtOnceAsManyPassAsTheirAnswersHaveRoom() {
        given().contentType("application/json")
                .body("{\"provider\":\"openai\",\"id\":\"" + id + "\",\"rate_limits\":{\"tokens_per_minute\":2000},"
                        + "\"cost_per_1k_input_tokens\":0.001,\"cost_per_1k_output_tokens\":0.001}")
                .post("/api/v1/models")
                .then()
                .statusCode(201);
        given().body("{\"provider\":\"openai\",\"model\":\"" + id + "\",\"delay_ms\":4000}")
                .post("/simulator/faults")
                .then()
                .statusCode(201);

        List<CompletableFuture<Integer>> calls = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(this::call, command -> new Thread(command).start()))
                .toList();
        List<Integer> statuses = calls.stream().map(CompletableFuture::join).toList();

        assertThat(statuses).filteredOn(status -> status == 200).hasSizeBetween(1, 4);
        assertThat(statuses).filteredOn(status -> status == 429).hasSizeBetween(16, 19);
    }

    private int call() {
        return given().contentType("application/json")
                .body("{\"model\":\"openai/" + id
                        + "\",\"max_tokens\":400,\"messages\":[{\"role\":\"user\",\"content\":\"" + "north ".repeat(65)
                        + "\"}],\"quartermaster\":{\"fallbacks\":[]}}")
                .post("/v1/chat/completions")
                .statusCode();
    }
}
