package dev.quartermaster.api;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools that take plain text, in both of OpenAI's dialects, at providers that have them and at those that have none. */
@QuarkusTest
class CustomToolComponentTest {

    private static final String PATCH = "*** Begin Patch\n+say(\"é😀\\\")\n";

    /** Served by OpenAI's Responses API alone. */
    private static final String CODEX = "openai/gpt-5.1-codex";

    @Inject
    ObjectMapper json;

    @AfterEach
    void calm() {
        given().delete("/simulator/faults").then().statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anthropic/claude-haiku-4-5",
                "google/gemini-2.5-flash",
                "ollama/gemma4:31b",
                "bedrock/anthropic.claude-haiku-4-5-20251001-v1:0"
            })
    void whereThereAreNoneTheyAreFunctions(String model) throws Exception {
        for (boolean stream : List.of(false, true)) {
            calm();
            scriptCall();
            Response responses = ask("/v1/responses", responsesRequest(model, stream));
            JsonNode item = stream
                    ? streamedItem(responses.asString())
                    : customItem(json.readTree(responses.asString()).path("output"));
            assertThat(item.path("type").asText()).as(item.toString()).isEqualTo("custom_tool_call");
            assertThat(item.path("name").asText()).isEqualTo("apply_patch");
            assertThat(item.path("input").asText()).isEqualTo(PATCH);
            assertThat(item.path("call_id").asText()).isNotEmpty();
            assertThat(responses.header("x-quartermaster-warnings")).contains("tools[0].format");
            assertOffered();

            Response chat = ask("/v1/chat/completions", chatRequest(model, stream));
            JsonNode call = stream
                    ? streamedCall(chat.asString())
                    : json.readTree(chat.asString()).at("/choices/0/message/tool_calls/0");
            assertThat(call.path("type").asText()).as(call.toString()).isEqualTo("custom");
            assertThat(call.at("/custom/name").asText()).isEqualTo("apply_patch");
            assertThat(call.at("/custom/input").asText()).isEqualTo(PATCH);
            assertOffered();
        }
    }

    @Test
    void openAiIsAskedForThemAsTheyAre() throws Exception {
        replay("""
                {"id":"c","model":"m","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant",
                 "content":null,"tool_calls":[{"id":"c1","type":"custom","custom":{"name":"apply_patch","input":"ab"}}]}}],
                 "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""");
        JsonNode chat = json.readTree(ask("/v1/chat/completions", chatRequest("openai/gpt-4o-mini", false))
                .asString());
        assertThat(chat.at("/choices/0/message/tool_calls/0").toString())
                .isEqualTo(
                        "{\"id\":\"c1\",\"type\":\"custom\",\"custom\":{\"name\":\"apply_patch\",\"input\":\"ab\"}}");
        assertThat(sent().at("/tools/0/custom/name").asText()).isEqualTo("apply_patch");
        assertThat(sent().at("/messages/1/tool_calls/0/custom/input").asText()).isEqualTo(PATCH);

        replay("""
                data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1",\
                "type":"custom","custom":{"name":"apply_patch","input":""}}]}}]}

                data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"custom":{"input":"a"}}]}}]}

                data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"custom":{"input":"b"}}]}}]}

                data: {"id":"c","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

                data: [DONE]

                """);
        JsonNode call = streamedCall(ask("/v1/chat/completions", chatRequest("openai/gpt-4o-mini", true))
                .asString());
        assertThat(call.at("/custom/input").asText()).isEqualTo("ab");

        replay("""
                {"id":"r","object":"response","status":"completed","model":"m","output":[{"id":"ctc_1",
                 "type":"custom_tool_call","status":"completed","call_id":"c1","name":"apply_patch","input":"ab"}],
                 "usage":{"input_tokens":1,"output_tokens":1,"total_tokens":2}}""");
        JsonNode whole = json.readTree(ask("/v1/responses", responsesRequest("openai/gpt-4o-mini", false))
                .asString());
        assertThat(whole.at("/output/0/id").asText()).isEqualTo("ctc_1");
        assertThat(whole.at("/output/0/input").asText()).isEqualTo("ab");
        assertThat(sent().at("/tools/0/type").asText()).isEqualTo("custom");
        assertThat(sent().at("/input/1/type").asText()).isEqualTo("custom_tool_call");
        assertThat(sent().at("/input/2/type").asText()).isEqualTo("custom_tool_call_output");
    }

    @Test
    void openAisOtherProtocolStreamsThemToBothDialects() throws Exception {
        String item = "{\"id\":\"ctc_1\",\"type\":\"custom_tool_call\",\"status\":\"completed\",\"call_id\":\"c1\","
                + "\"name\":\"apply_patch\",\"input\":%s}";
        String whole = item.formatted(json.writeValueAsString(PATCH));
        String events = event("response.created", "\"response\":{\"id\":\"r\",\"model\":\"m\"}")
                + event("response.output_item.added", "\"output_index\":0,\"item\":" + item.formatted("\"\""))
                + event("response.custom_tool_call_input.delta", piece(PATCH.substring(0, 9)))
                + event("response.custom_tool_call_input.delta", piece(PATCH.substring(9)))
                + event(
                        "response.custom_tool_call_input.done",
                        "\"output_index\":0,\"input\":" + json.writeValueAsString(PATCH))
                + event("response.output_item.done", "\"output_index\":0,\"item\":" + whole)
                + event(
                        "response.completed",
                        "\"response\":{\"id\":\"r\",\"model\":\"m\",\"status\":\"completed\",\"output\":[" + whole
                                + "]}");

        replay(events);
        String responses = ask("/v1/responses", responsesRequest("openai/gpt-4o-mini", true))
                .asString();
        assertThat(streamedItem(responses).path("input").asText()).isEqualTo(PATCH);

        replay(events);
        String chat = ask("/v1/chat/completions", chatRequest(CODEX, true)).asString();
        assertThat(streamedCall(chat).at("/custom/input").asText()).isEqualTo(PATCH);
        assertThat(sent().at("/tools/0/format/definition").asText()).isEqualTo("start: WORD");
        assertThat(sent().at("/tool_choice").toString()).isEqualTo("{\"type\":\"custom\",\"name\":\"apply_patch\"}");
    }

    private String piece(String text) throws Exception {
        return "\"output_index\":0,\"item_id\":\"ctc_1\",\"delta\":" + json.writeValueAsString(text);
    }

    private static String event(String type, String fields) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + fields + "}\n\n";
    }

    /** What every provider of functions is offered and told of the call before. */
    private void assertOffered() throws Exception {
        JsonNode sent = sent();
        JsonNode schema = sent.findPath("properties");
        assertThat(schema.path("input").path("type").asText())
                .as(sent.toString())
                .isEqualToIgnoringCase("string");
        assertThat(sent.toString())
                .contains("\"apply_patch\"")
                .contains("start: WORD")
                .doesNotContain("\"custom\"");
        assertThat(sent.toString()).contains("{\"input\":" + json.writeValueAsString(PATCH) + "}");
    }

    private void scriptCall() throws Exception {
        ObjectNode fault = json.createObjectNode().put("provider", "*").put("slice_bytes", 7);
        ObjectNode call = fault.putArray("tool_calls").addObject().put("name", "apply_patch");
        call.putObject("arguments").put("input", PATCH);
        post(fault);
    }

    private void replay(String body) {
        calm();
        post(json.createObjectNode()
                .put("provider", "openai")
                .put("kind", "replay")
                .put("body", body));
    }

    private static void post(ObjectNode fault) {
        given().contentType("application/json")
                .body(fault.toString())
                .post("/simulator/faults")
                .then()
                .statusCode(201);
    }

    private static boolean canBeForced(String model) {
        return !model.startsWith("ollama/");
    }

    private String responsesRequest(String model, boolean stream) {
        ObjectNode request = json.createObjectNode().put("model", model).put("stream", stream);
        ObjectNode tool =
                request.putArray("tools").addObject().put("type", "custom").put("name", "apply_patch");
        tool.putObject("format").put("type", "grammar").put("syntax", "lark").put("definition", "start: WORD");
        if (canBeForced(model)) {
            request.putObject("tool_choice").put("type", "custom").put("name", "apply_patch");
        }
        var input = request.putArray("input");
        input.addObject().put("role", "user").put("content", "Hi");
        input.addObject()
                .put("type", "custom_tool_call")
                .put("id", "ctc_0")
                .put("call_id", "call_0")
                .put("name", "apply_patch")
                .put("input", PATCH);
        input.addObject()
                .put("type", "custom_tool_call_output")
                .put("call_id", "call_0")
                .put("output", "done");
        input.addObject().put("role", "user").put("content", "Again");
        return request.toString();
    }

    private String chatRequest(String model, boolean stream) {
        ObjectNode request = json.createObjectNode().put("model", model).put("stream", stream);
        ObjectNode tool = request.putArray("tools").addObject().put("type", "custom");
        ObjectNode custom = tool.putObject("custom").put("name", "apply_patch");
        ObjectNode format = custom.putObject("format").put("type", "grammar");
        format.putObject("grammar").put("syntax", "lark").put("definition", "start: WORD");
        if (canBeForced(model)) {
            request.putObject("tool_choice")
                    .put("type", "custom")
                    .putObject("custom")
                    .put("name", "apply_patch");
        }
        var messages = request.putArray("messages");
        messages.addObject().put("role", "user").put("content", "Hi");
        ObjectNode call = messages.addObject()
                .put("role", "assistant")
                .putArray("tool_calls")
                .addObject();
        call.put("id", "call_0").put("type", "custom");
        call.putObject("custom").put("name", "apply_patch").put("input", PATCH);
        messages.addObject().put("role", "tool").put("tool_call_id", "call_0").put("content", "done");
        messages.addObject().put("role", "user").put("content", "Again");
        return request.toString();
    }

    /** The item that the pieces of a stream make up, as its last event has it. */
    private JsonNode streamedItem(String stream) throws Exception {
        StringBuilder input = new StringBuilder();
        JsonNode done = null;
        JsonNode item = null;
        for (JsonNode event : events(stream)) {
            switch (event.path("type").asText()) {
                case "response.custom_tool_call_input.delta" ->
                    input.append(event.path("delta").asText());
                case "response.custom_tool_call_input.done" -> done = event;
                case "response.completed" -> item = customItem(event.at("/response/output"));
                default -> assertThat(event.path("type").asText()).doesNotContain("function_call");
            }
        }
        assertThat(done).as(stream).isNotNull();
        assertThat(input.toString()).isEqualTo(done.path("input").asText()).isEqualTo(PATCH);
        return item;
    }

    /** Seals of reasoning may stand before it. */
    private static JsonNode customItem(JsonNode output) {
        for (JsonNode item : output) {
            if (!item.path("type").asText().equals("reasoning")) {
                return item;
            }
        }
        throw new AssertionError(output.toString());
    }

    private ObjectNode streamedCall(String stream) throws Exception {
        ObjectNode call = json.createObjectNode();
        StringBuilder input = new StringBuilder();
        for (JsonNode event : events(stream)) {
            JsonNode piece = event.at("/choices/0/delta/tool_calls/0");
            if (piece.has("id")) {
                call.setAll((ObjectNode) piece.deepCopy());
            }
            assertThat(piece.has("function")).isFalse();
            input.append(piece.at("/custom/input").asText());
        }
        ((ObjectNode) call.get("custom")).put("input", input.toString());
        return call;
    }

    private List<JsonNode> events(String stream) throws Exception {
        List<JsonNode> events = new ArrayList<>();
        for (String line : stream.split("\n")) {
            if (line.startsWith("data: {")) {
                events.add(json.readTree(line.substring("data: ".length())));
            }
        }
        return events;
    }

    private JsonNode sent() throws Exception {
        JsonNode body = json.valueToTree(when().get("/simulator/calls?last=1").path("calls[-1].body"));
        return body.isTextual() ? json.readTree(body.asText()) : body;
    }

    private static Response ask(String path, String request) {
        return given().contentType("application/json")
                .body(request)
                .post(path)
                .then()
                .statusCode(200)
                .extract()
                .response();
    }
}
