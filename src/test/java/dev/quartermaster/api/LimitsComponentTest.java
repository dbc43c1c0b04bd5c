package dev.quartermaster.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.limits.ProviderBulkheads;
import dev.quartermaster.testing.TightSettings;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What callers are told when there is no place with a provider, and when they have used up what they are granted. */
@QuarkusTest
@TestProfile(TightSettings.class)
class LimitsComponentTest {

    @Inject
    ProviderBulkheads lanes;

    @AfterEach
    void calm() {
        given().delete("/simulator/faults").then().statusCode(204);
    }

    @Test
    void placesAndGrantsRunOutInTheCallersDialect() throws Exception {
        // Whatever is slow the first time is not to outlast the slow call.
        given().get("/api/v1/providers/openai").then().statusCode(200);
        given().contentType("application/json")
                .body("{\"provider\":\"openai\",\"delay_ms\":3000,\"times\":1}")
                .post("/simulator/faults")
                .then()
                .statusCode(201);
        CompletableFuture<Response> slow = CompletableFuture.supplyAsync(LimitsComponentTest::chat);
        Awaitility.await().until(() -> inFlight() == 1);

        given().get("/api/v1/providers/openai")
                .then()
                .body("lane.in_flight", equalTo(1))
                .body("lane.queued", equalTo(0))
                .body("lane.places", equalTo(1));

        chat().then()
                .statusCode(429)
                .header("retry-after", notNullValue())
                .body("error.code", equalTo("rate_limit_exceeded"));
        assertThat(slow.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(inFlight()).isZero();
        chat().then().statusCode(200).header("x-ratelimit-remaining-requests", "0");

        chat().then()
                .statusCode(429)
                .header("x-ratelimit-limit-requests", "3")
                .header("x-ratelimit-remaining-requests", "0")
                .body("error.code", equalTo("rate_limit_exceeded"))
                .body("error.message", equalTo("Caller anonymous has used up its 3 requests a minute."));
        given().contentType("application/json")
                .body("{\"model\":\"anthropic/claude-haiku-4-5\",\"max_tokens\":5,"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")
                .post("/v1/messages")
                .then()
                .statusCode(429)
                .header("retry-after", notNullValue())
                .header("anthropic-ratelimit-requests-remaining", "0")
                .body("error.type", equalTo("rate_limit_error"));
    }

    private int inFlight() {
        return lanes.load(ProviderId.OPENAI)
                .map(ProviderBulkheads.Load::inFlight)
                .orElse(0);
    }

    private static Response chat() {
        return given().contentType("application/json")
                .body("{\"model\":\"openai/gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                        + "\"quartermaster\":{\"fallbacks\":[]}}")
                .post("/v1/chat/completions");
    }
}
