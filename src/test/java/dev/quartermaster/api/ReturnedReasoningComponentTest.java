package dev.quartermaster.api;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.testing.WithoutDatabase;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A model's reasoning goes out in an answer, comes back in the next turn, and reaches a service that wants it back. */
@QuarkusTest
@TestProfile(WithoutDatabase.class)
class ReturnedReasoningComponentTest {

    private static final String MODEL = "openai/gpt-4o-mini";
    private static final String ANSWER = """
            {"id":"c","model":"m","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant",
             "content":null,"reasoning_content":"I must look.","tool_calls":[{"id":"a","type":"function",
             "function":{"name":"look","arguments":"{}"}}]}}],"usage":{"prompt_tokens":1,"completion_tokens":1}}""";

    @Inject
    ObjectMapper json;

    @BeforeEach
    void answer() {
        String fault = json.createObjectNode()
                .put("provider", "openai")
                .put("kind", "replay")
                .put("times", 1)
                .put("body", ANSWER)
                .toString();
        given().contentType("application/json").body(fault).post("/simulator/faults");
    }

    @AfterEach
    void calm() {
        given().delete("/simulator/faults").then().statusCode(204);
        given().delete("/simulator/calls").then().statusCode(204);
    }

    @Test
    void byMessages() throws Exception {
        ObjectNode request = request("messages").put("max_tokens", 100);
        JsonNode answer = post("/v1/messages", request);
        ArrayNode messages = (ArrayNode) request.get("messages");
        messages.addObject().put("role", "assistant").set("content", answer.get("content"));
        messages.addObject()
                .put("role", "user")
                .putArray("content")
                .addObject()
                .put("type", "tool_result")
                .put("tool_use_id", "a")
                .put("content", "A map.");

        post("/v1/messages", request);

        assertThat(answer.at("/content/0/thinking").asText()).isEqualTo("I must look.");
        assertThat(sent().at("/messages/1/reasoning_content").asText()).isEqualTo("I must look.");
    }

    @Test
    void byChat() throws Exception {
        ObjectNode request = request("messages");
        JsonNode answer = post("/v1/chat/completions", request);
        ArrayNode messages = (ArrayNode) request.get("messages");
        messages.add(answer.at("/choices/0/message"));
        messages.addObject().put("role", "tool").put("tool_call_id", "a").put("content", "A map.");

        post("/v1/chat/completions", request);

        assertThat(sent().at("/messages/1/reasoning_content").asText()).isEqualTo("I must look.");
    }

    @Test
    void byResponses() throws Exception {
        ObjectNode request = request("input");
        JsonNode answer = post("/v1/responses", request);
        ArrayNode input = (ArrayNode) request.get("input");
        answer.get("output").forEach(input::add);
        input.addObject()
                .put("type", "function_call_output")
                .put("call_id", "a")
                .put("output", "A map.");

        post("/v1/responses", request);

        assertThat(sent().at("/messages/1/reasoning_content").asText()).isEqualTo("I must look.");
        assertThat(sent().at("/messages/1/tool_calls/0/id").asText()).isEqualTo("a");
    }

    @Test
    void whatAnotherModelSaidHasSomeToo() throws Exception {
        given().delete("/simulator/faults").then().statusCode(204);
        ObjectNode request = request("messages");
        ArrayNode messages = (ArrayNode) request.get("messages");
        messages.addObject().put("role", "assistant").put("content", "Elsewhere.");
        messages.addObject().put("role", "user").put("content", "Go on.");

        post("/v1/chat/completions", request);

        assertThat(sent().at("/messages/1/reasoning_content").asText()).isEqualTo(" ");
    }

    private ObjectNode request(String field) {
        ObjectNode request = json.createObjectNode().put("model", MODEL);
        request.putArray(field).addObject().put("role", "user").put("content", "Where?");
        return request;
    }

    private JsonNode post(String path, JsonNode request) throws Exception {
        return json.readTree(given().contentType("application/json")
                .body(request.toString())
                .post(path)
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    private JsonNode sent() throws Exception {
        JsonNode calls =
                json.readTree(when().get("/simulator/calls").asString()).path("calls");
        return calls.get(calls.size() - 1).path("body");
    }
}
