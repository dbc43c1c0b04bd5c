package dev.quartermaster.api.responses;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ResponsesComponentTest {

    @AfterEach
    void calm() {
        given().delete("/simulator/faults").then().statusCode(204);
    }

    @Test
    void answersWhole() {
        post("{\"model\":\"gpt-4o-mini\",\"input\":\"Which way is north?\",\"metadata\":{\"a\":\"b\"}}")
                .statusCode(200)
                .header("x-quartermaster-model", "openai/gpt-4o-mini")
                .header("x-quartermaster-attempts", "1")
                .header("x-quartermaster-decision", notNullValue())
                .header("x-quartermaster-cost-usd", matchesPattern("[0-9.]+"))
                .body("id", startsWith("resp_"))
                .body("object", equalTo("response"))
                .body("status", equalTo("completed"))
                .body("metadata.a", equalTo("b"))
                .body("output[0].content[0].text", containsString("Which way is north?"))
                .body("usage.total_tokens", greaterThan(0));
    }

    @Test
    void streamsToTheLastEvent() {
        String events = post("{\"model\":\"gpt-4o-mini\",\"input\":\"Which way is north?\",\"stream\":true}")
                .statusCode(200)
                .contentType("text/event-stream")
                .header("x-quartermaster-model", "openai/gpt-4o-mini")
                .extract()
                .asString();

        assertThat(events).startsWith("event: response.created\n").contains("event: response.output_text.delta\n");
        assertThat(lastEvent(events)).startsWith("event: response.completed\n");
    }

    @Test
    void aToolCallAndItsResultMakeTheWholeRound() {
        String tools = "\"tools\":[{\"type\":\"function\",\"name\":\"compass\",\"parameters\":"
                + "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}}]";
        String call = post("{\"model\":\"gpt-4o-mini\",\"input\":\"Which way is north?\"," + tools + "}")
                .statusCode(200)
                .body("output[0].type", equalTo("function_call"))
                .body("output[0].name", equalTo("compass"))
                .extract()
                .path("output[0].call_id");

        post("{\"model\":\"gpt-4o-mini\"," + tools + ",\"input\":[{\"role\":\"user\",\"content\":\"North?\"},"
                        + "{\"type\":\"function_call\",\"call_id\":\"" + call
                        + "\",\"name\":\"compass\",\"arguments\":\"{}\"},"
                        + "{\"type\":\"function_call_output\",\"call_id\":\"" + call + "\",\"output\":\"up\"}]}")
                .statusCode(200)
                .body("output[0].type", equalTo("message"));
    }

    @Test
    void whatNeedsMemoryIsRefusedByName() {
        post("{\"model\":\"gpt-4o-mini\",\"input\":\"Hi\",\"previous_response_id\":\"resp_1\"}")
                .statusCode(400)
                .body("error.param", equalTo("previous_response_id"))
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.message", containsString("whole conversation"));
    }

    @Test
    void aStreamThatBreaksOffEndsFailed() {
        given().contentType("application/json")
                .body("{\"provider\":\"openai\",\"kind\":\"cut\",\"after_bytes\":900,\"times\":1}")
                .post("/simulator/faults")
                .then()
                .statusCode(201);

        String events = post("{\"model\":\"gpt-4o-mini\",\"input\":\"Which way is north?\",\"stream\":true}")
                .statusCode(200)
                .body(endsWith("\n\n"))
                .extract()
                .asString();

        assertThat(lastEvent(events)).startsWith("event: response.failed\n");
        assertThat(events).doesNotContain("response.completed");
    }

    private static String lastEvent(String events) {
        return events.substring(events.stripTrailing().lastIndexOf("\n\n") + 2);
    }

    private static ValidatableResponse post(String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/v1/responses")
                .then();
    }
}
