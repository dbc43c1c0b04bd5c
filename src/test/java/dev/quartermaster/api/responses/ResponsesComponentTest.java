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
import java.util.List;
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
                .body("{\"provider\":\"openai\",\"kind\":\"cut\",\"after_bytes\":2600,\"times\":1}")
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

    @Test
    void openAiIsAskedInTheCallersOwnProtocol() {
        given().delete("/simulator/calls");

        post("{\"model\":\"gpt-4o-mini\",\"input\":\"Which way is north?\"}")
                .statusCode(200)
                .body("output[0].id", startsWith("msg_"));
        given().contentType("application/json")
                .body("{\"model\":\"gpt-5-pro\",\"messages\":[{\"role\":\"user\",\"content\":\"North?\"}]}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(200)
                .header("x-quartermaster-model", "openai/gpt-5-pro")
                .body("choices[0].message.content", containsString("North?"))
                .body("choices[0].finish_reason", equalTo("stop"))
                .body("usage.total_tokens", greaterThan(0));
        given().contentType("application/json")
                .body("{\"model\":\"o3-pro\",\"max_tokens\":99,\"stream\":true,"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"North?\"}]}")
                .post("/v1/messages")
                .then()
                .statusCode(200)
                .body(containsString("event: message_stop"));

        assertThat(given().get("/simulator/calls").then().extract().<List<String>>path("calls.path"))
                .hasSize(3)
                .allMatch(path -> path.endsWith("/v1/responses"));
    }

    @Test
    void whatAModelCannotBeToldIsDroppedWithAWarningWhereTheCallerSaysSo() {
        String question = "{\"model\":\"gpt-5-pro\",\"stop\":[\"END\"],"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"North?\"}]";
        given().contentType("application/json")
                .body(question + "}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(400)
                .body("error.param", equalTo("stop"));
        given().contentType("application/json")
                .body(question + ",\"quartermaster\":{\"drop_unsupported\":true}}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(200)
                .header("x-quartermaster-warnings", containsString("stop"));
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
