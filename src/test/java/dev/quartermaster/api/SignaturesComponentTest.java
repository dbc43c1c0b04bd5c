package dev.quartermaster.api;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A message that is sent back as it came gives its maker the signature over its reasoning back. */
@QuarkusTest
class SignaturesComponentTest {

    private static final String GEMINI = """
            {"candidates":[{"content":{"role":"model","parts":[
               {"functionCall":{"name":"look","args":{"x":1}},"thoughtSignature":"c2lnbmVk"}]},
              "finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":1,"totalTokenCount":2}}""";

    private static final String TOOLS = """
            [{"type":"function","function":{"name":"look","parameters":{"type":"object","properties":{"x":{"type":"integer"}}}}}]""";

    @Inject
    ObjectMapper json;

    @AfterEach
    void calm() {
        given().delete("/simulator/faults").then().statusCode(204);
    }

    @Test
    void geminisByChat() throws Exception {
        replay("google", GEMINI);
        ObjectNode request = chat("google/gemini-3-flash-preview");
        JsonNode message = json.readTree(ask("/v1/chat/completions", request))
                .path("choices")
                .path(0)
                .path("message");
        JsonNode call = message.path("tool_calls").path(0);
        assertThat(call.path("extra_content")
                        .path("google")
                        .path("thought_signature")
                        .asText())
                .isEqualTo("c2lnbmVk");

        secondTurn(request, message, call.path("id").asText());
        assertThat(signatureSent()).isEqualTo("c2lnbmVk");
    }

    @Test
    void geminisByChatStreamed() throws Exception {
        replay("google", "data: " + json.readTree(GEMINI) + "\n\n");
        ObjectNode request = chat("google/gemini-3-flash-preview").put("stream", true);
        String stream = ask("/v1/chat/completions", request);
        JsonNode call = stream.lines()
                .filter(line -> line.contains("extra_content"))
                .map(line -> parsed(line.substring("data: ".length())))
                .findFirst()
                .orElseThrow()
                .at("/choices/0/delta/tool_calls/0");
        assertThat(call.at("/extra_content/google/thought_signature").asText()).isEqualTo("c2lnbmVk");
    }

    @Test
    void geminisByMessages() throws Exception {
        replay("google", GEMINI);
        ObjectNode request = json.createObjectNode().put("model", "google/gemini-3-flash-preview");
        request.put("max_tokens", 100);
        request.putArray("messages").addObject().put("role", "user").put("content", "Hi");
        request.putArray("tools")
                .addObject()
                .put("name", "look")
                .putObject("input_schema")
                .put("type", "object");
        JsonNode content = json.readTree(ask("/v1/messages", request)).path("content");
        assertThat(content.path(0).path("type").asText()).isEqualTo("redacted_thinking");
        assertThat(content.path(1).path("type").asText()).isEqualTo("tool_use");

        ArrayNode messages = (ArrayNode) request.path("messages");
        messages.addObject().put("role", "assistant").set("content", content);
        messages.addObject()
                .put("role", "user")
                .putArray("content")
                .addObject()
                .put("type", "tool_result")
                .put("tool_use_id", content.path(1).path("id").asText())
                .put("content", "dark");
        ask("/v1/messages", request);
        assertThat(signatureSent()).isEqualTo("c2lnbmVk");

        request.put("model", "anthropic/claude-haiku-4-5");
        ask("/v1/messages", request);
        assertThat(lastBody().toString()).doesNotContain("redacted_thinking").doesNotContain("thoughtSignature");
    }

    @Test
    void claudesByChat() throws Exception {
        ObjectNode request = json.createObjectNode().put("model", "anthropic/claude-haiku-4-5");
        request.put("reasoning_effort", "low").put("max_completion_tokens", 8_000);
        ArrayNode messages = request.putArray("messages");
        messages.addObject().put("role", "user").put("content", "Hi");
        JsonNode message = parsed(ask("/v1/chat/completions", request)).at("/choices/0/message");
        JsonNode thought = message.at("/thinking_blocks/0");
        assertThat(thought.path("signature").asText()).isNotEmpty();
        assertThat(thought.path("thinking").asText())
                .isEqualTo(message.path("reasoning_content").asText());

        messages.add(message);
        messages.addObject().put("role", "user").put("content", "And?");
        ask("/v1/chat/completions", request);
        assertThat(lastBody().at("/messages/1/content/0")).isEqualTo(thought);

        request.put("model", "openai/gpt-4o-mini").remove("reasoning_effort");
        ask("/v1/chat/completions", request);
        assertThat(lastBody().toString()).doesNotContain("thinking_blocks").doesNotContain("extra_content");
    }

    @Test
    void claudesByChatStreamed() {
        ObjectNode request = json.createObjectNode().put("model", "anthropic/claude-haiku-4-5");
        request.put("reasoning_effort", "low")
                .put("max_completion_tokens", 8_000)
                .put("stream", true);
        request.putArray("messages").addObject().put("role", "user").put("content", "Hi");
        StringBuilder thought = new StringBuilder();
        JsonNode block = null;
        for (String line : ask("/v1/chat/completions", request).lines().toList()) {
            JsonNode delta = line.startsWith("data: {")
                    ? parsed(line.substring("data: ".length())).at("/choices/0/delta")
                    : json.createObjectNode();
            thought.append(delta.path("reasoning_content").asText(""));
            block = delta.has("thinking_blocks") ? delta.at("/thinking_blocks/0") : block;
        }
        assertThat(block).isNotNull();
        assertThat(block.path("thinking").asText()).isEqualTo(thought.toString());
        assertThat(block.path("signature").asText()).isNotEmpty();
    }

    private ObjectNode chat(String model) {
        ObjectNode request = json.createObjectNode().put("model", model);
        request.putArray("messages").addObject().put("role", "user").put("content", "Hi");
        request.set("tools", parsed(TOOLS));
        return request;
    }

    private void secondTurn(ObjectNode request, JsonNode message, String callId) {
        ArrayNode messages = (ArrayNode) request.path("messages");
        messages.add(message);
        messages.addObject().put("role", "tool").put("tool_call_id", callId).put("content", "dark");
        ask("/v1/chat/completions", request);
    }

    private String signatureSent() {
        for (JsonNode content : lastBody().path("contents")) {
            for (JsonNode part : content.path("parts")) {
                if (part.has("functionCall")) {
                    return part.path("thoughtSignature").asText();
                }
            }
        }
        return null;
    }

    private void replay(String provider, String recorded) {
        ObjectNode replay = json.createObjectNode().put("provider", provider).put("kind", "replay");
        replay.put("body", recorded).put("times", 1);
        given().contentType("application/json")
                .body(replay.toString())
                .post("/simulator/faults")
                .then()
                .statusCode(201);
    }

    private static String ask(String path, ObjectNode request) {
        return given().contentType("application/json")
                .body(request.toString())
                .post(path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private JsonNode lastBody() {
        return json.valueToTree(when().get("/simulator/calls?last=1").path("calls[-1].body"));
    }

    private JsonNode parsed(String text) {
        try {
            return json.readTree(text);
        } catch (Exception notJson) {
            throw new IllegalArgumentException(notJson);
        }
    }
}
