package dev.quartermaster.api;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What services answer beside the letter of their protocol, as each dialect's callers see it. */
@QuarkusTest
class UnevenServicesComponentTest {

    private static final String TOOLS = """
            "tools":[{"type":"function","function":{"name":"look","parameters":{"type":"object"}}}]""";
    private static final String CHAT = """
            {"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}],%s}""".formatted(TOOLS);
    private static final String MESSAGES = """
            {"model":"openai/gpt-4o-mini","max_tokens":100,"messages":[{"role":"user","content":"Hi"}],
             "tools":[{"name":"look","input_schema":{"type":"object"}}]}""";
    private static final String RESPONSES = """
            {"model":"ollama/gpt-oss:20b","input":"Hi",
             "tools":[{"type":"function","name":"look","parameters":{"type":"object"}}]}""";

    @Inject
    ObjectMapper json;

    @BeforeEach
    void forget() {
        given().delete("/simulator/calls").then().statusCode(204);
    }

    @AfterEach
    void calm() {
        given().delete("/simulator/faults").then().statusCode(204);
    }

    @Test
    void anUnnumberedCallReachesEveryDialectWhole() {
        String pieces = chunk("{\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"look\",\"arguments\":\"\"}}]}")
                + "data:\n\n: still here\n\nevent: note\n\n"
                + chunk("{\"tool_calls\":[{\"function\":{\"arguments\":\"{\\\"city\\\":\"}}]}")
                + chunk("{\"tool_calls\":[{\"function\":{\"arguments\":\"\\\"Paris\\\"}\"}}]}");
        replay("openai", pieces + end("tool_calls"));

        String chat = post("/v1/chat/completions", streamed(CHAT), 200);
        String messages = post("/v1/messages", streamed(MESSAGES), 200);

        assertThat(arguments(chat)).isEqualTo("{\"city\":\"Paris\"}");
        assertThat(chat).containsOnlyOnce("\"name\":\"look\"").endsWith("data: [DONE]\n\n");
        assertThat(messages).containsOnlyOnce("\"type\":\"tool_use\"").contains("\"stop_reason\":\"tool_use\"");
        assertThat(partialJson(messages)).isEqualTo("{\"city\":\"Paris\"}");
    }

    @Test
    void brokenArgumentsAtANormalEndAreAnErrorInEveryStream() {
        replay(
                "openai",
                chunk("{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"look\",\"arguments\":"
                                + "\"{\\\"a\\\":1}{\\\"b\\\":2}\"}}]}")
                        + end("tool_calls"));

        assertThat(post("/v1/chat/completions", streamed(CHAT), 200))
                .contains("\"error\":{", "no JSON object")
                .doesNotContain("[DONE]", "\"finish_reason\":\"tool_calls\"");
        assertThat(post("/v1/messages", streamed(MESSAGES), 200))
                .contains("event: error", "no JSON object")
                .doesNotContain("message_stop");
    }

    @Test
    void brokenArgumentsOfAWholeAnswerLetTheNextModelGoOn() {
        replay("openai", whole("{\\\"city", "tool_calls"));

        given().contentType("application/json")
                .body(CHAT.replaceFirst("\\{", "{\"quartermaster\":{\"fallbacks\":[\"anthropic/claude-haiku-4-5\"]},"))
                .post("/v1/chat/completions")
                .then()
                .statusCode(200)
                .header("x-quartermaster-model", "anthropic/claude-haiku-4-5");
    }

    @Test
    void aCallThatTheTokenLimitCutOffIsGivenBack() throws Exception {
        replay("openai", whole("{\\\"city\\\":\\\"Oslo\\\",\\\"un", "length"));

        JsonNode chat = json.readTree(post("/v1/chat/completions", CHAT, 200));
        JsonNode messages = json.readTree(post("/v1/messages", MESSAGES, 200));

        assertThat(chat.at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(chat.at("/choices/0/message/tool_calls/0/function/arguments").asText())
                .isEqualTo("{\"city\":\"Oslo\",\"un");
        assertThat(messages.path("stop_reason").asText()).isEqualTo("max_tokens");
        assertThat(messages.at("/content/0/input").toString()).isEqualTo("{\"city\":\"Oslo\"}");
    }

    @Test
    void soIsOneOfAStream() {
        String begun = chunk("{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"look\","
                + "\"arguments\":\"{\\\"city\"}}]}");
        replay("openai", begun + end("length"));

        String messages = post("/v1/messages", streamed(MESSAGES), 200);
        String chat = post("/v1/chat/completions", streamed(CHAT), 200);

        assertThat(partialJson(messages)).isEqualTo("{\"city");
        assertThat(messages).contains("\"stop_reason\":\"max_tokens\"", "event: message_stop");
        assertThat(chat).contains("\"finish_reason\":\"length\"").endsWith("data: [DONE]\n\n");
    }

    @Test
    void aResponsesCallerSeesThatItIsIncomplete() throws Exception {
        replay("openai", """
                {"id":"resp_1","object":"response","status":"incomplete","model":"m",
                 "incomplete_details":{"reason":"max_output_tokens"},
                 "output":[{"type":"function_call","id":"fc_1","call_id":"a","name":"look","arguments":"{\\"city",
                            "status":"incomplete"}],"usage":{"input_tokens":1,"output_tokens":1}}""");

        JsonNode answer = json.readTree(
                post("/v1/responses", RESPONSES.replace("ollama/gpt-oss:20b", "openai/gpt-4o-mini"), 200));

        assertThat(answer.path("status").asText()).isEqualTo("incomplete");
        assertThat(answer.at("/output/0/arguments").asText()).isEqualTo("{\"city");
        assertThat(answer.at("/output/0/status").asText()).isEqualTo("incomplete");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai/gpt-4o-mini",
                "anthropic/claude-haiku-4-5",
                "google/gemini-2.5-flash",
                "ollama/gpt-oss:20b",
                "bedrock/amazon.nova-lite-v1:0"
            })
    void itIsAcceptedAgainInTheNextTurnByEveryProvider(String model) {
        String chat = """
                {"model":"%s","messages":[{"role":"user","content":"Hi"},
                  {"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function",
                    "function":{"name":"look","arguments":"{\\"city\\":\\"Oslo\\",\\"un"}}]},
                  {"role":"tool","tool_call_id":"a","content":"cut off"}],%s}""".formatted(model, TOOLS);
        String responses = """
                {"model":"%s","input":[{"role":"user","content":"Hi"},
                  {"type":"function_call","call_id":"a","name":"look","arguments":"{\\"city\\":\\"Oslo\\",\\"un"},
                  {"type":"function_call_output","call_id":"a","output":"cut off"}],
                 "tools":[{"type":"function","name":"look","parameters":{"type":"object"}}]}""".formatted(model);

        post("/v1/chat/completions", chat, 200);
        assertThat(lastBody()).contains("Oslo").doesNotContain("un\"");
        post("/v1/responses", responses, 200);
        assertThat(lastBody()).contains("Oslo").doesNotContain("un\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openai | openai/gpt-4o-mini | context_length_exceeded | This model's maximum context length is 128000 tokens. However, your messages resulted in 130000 tokens.",
                "anthropic | anthropic/claude-haiku-4-5 | | prompt is too long: 214000 tokens > 200000 maximum",
                "google | google/gemini-2.5-flash | | The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
                "bedrock | bedrock/amazon.nova-lite-v1:0 | | Input is too long for requested model.",
                "ollama | ollama/gpt-oss:20b | | the input length exceeds the context length"
            })
    void anOverflowIsToldInTheWordsOfEachDialect(String provider, String model, String code, String message) {
        fault(provider, code, message);
        String small =
                "{\"model\":\"" + model + "\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";

        for (String end : List.of("}", ",\"stream\":true}")) {
            refused("/v1/messages", small + end)
                    .body("error.type", equalTo("invalid_request_error"))
                    .body("error.message", startsWith("prompt is too long"));
            refused("/v1/chat/completions", small + end)
                    .body("error.type", equalTo("invalid_request_error"))
                    .body("error.code", equalTo("context_length_exceeded"));
            refused("/v1/responses", "{\"model\":\"" + model + "\",\"input\":\"Hi\"" + end)
                    .body("error.type", equalTo("invalid_request_error"))
                    .body("error.code", equalTo("context_length_exceeded"));
        }
    }

    @Test
    void aLargerModelIsTriedAfterWordsAlone() {
        fault("anthropic", null, "prompt is too long: 214000 tokens > 200000 maximum");

        given().contentType("application/json")
                .body("""
                        {"model":"anthropic/claude-haiku-4-5","messages":[{"role":"user","content":"Hi"}],
                         "quartermaster":{"fallbacks":["google/gemini-2.5-flash"]}}""")
                .post("/v1/chat/completions")
                .then()
                .statusCode(200)
                .header("x-quartermaster-model", "google/gemini-2.5-flash")
                .header("x-quartermaster-attempts", "2");
    }

    @Test
    void ourOwnRefusalIsToldInTheSameWords() {
        String turns = ("{\"role\":\"user\",\"content\":\"" + "word ".repeat(198_000) + "\"},").repeat(16);
        String body = "{\"model\":\"auto\",\"max_tokens\":9,\"messages\":[" + turns
                + "{\"role\":\"user\",\"content\":\"Hi\"}],\"quartermaster\":{\"excluded_providers\":"
                + "[\"anthropic\",\"google\",\"bedrock\",\"ollama\"]}}";

        refused("/v1/messages", body)
                .body("error.message", matchesPattern("prompt is too long: \\d+ tokens > \\d+ maximum; .*"));
        refused("/v1/chat/completions", body).body("error.code", equalTo("context_length_exceeded"));
        assertThat(calls()).isEmpty();
    }

    @Test
    void anImageInAToolsResultReachesAChatModelAndOllama() throws Exception {
        String pixel =
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E" + "rkJggg==";
        String conversation = """
                {"model":"%s","max_tokens":100,"messages":[{"role":"user","content":"Look"},
                 {"role":"assistant","content":[{"type":"tool_use","id":"a","name":"look","input":{}}]},
                 {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":[
                   {"type":"image","source":{"type":"base64","media_type":"image/png","data":"%s"}}]}]},
                 {"role":"assistant","content":"A pixel."},{"role":"user","content":"Sure?"}],
                 "tools":[{"name":"look","input_schema":{"type":"object"}}]}""";

        post("/v1/messages", conversation.formatted("openai/gpt-4o-mini", pixel), 200);
        JsonNode sent = lastSent().path("messages");
        List<String> roles = new ArrayList<>();
        sent.forEach(message -> roles.add(message.path("role").asText()));
        assertThat(roles).containsExactly("user", "assistant", "tool", "user", "assistant", "user");
        assertThat(sent.at("/3/content/0/text").asText()).contains("a (look)");
        assertThat(sent.at("/3/content/1/image_url/url").asText()).endsWith(pixel);

        post("/v1/messages", conversation.formatted("ollama/gemma3:27b", pixel), 200);
        sent = lastSent().path("messages");
        assertThat(sent.at("/2/role").asText()).isEqualTo("tool");
        assertThat(sent.at("/3/role").asText()).isEqualTo("user");
        assertThat(sent.at("/3/images/0").asText()).isEqualTo(pixel);
    }

    private static String chunk(String delta) {
        return "data: {\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":" + delta + "}]}\n\n";
    }

    private static String end(String reason) {
        return "data: {\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\""
                + reason + "\"}]}\n\ndata: [DONE]\n\n";
    }

    private static String whole(String arguments, String reason) {
        return "{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"finish_reason\":\"" + reason
                + "\",\"message\":{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"a\",\"type\":"
                + "\"function\",\"function\":{\"name\":\"look\",\"arguments\":\"" + arguments + "\"}}]}}],"
                + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}";
    }

    private void replay(String provider, String body) {
        ObjectNode fault = json.createObjectNode().put("provider", provider).put("kind", "replay");
        script(fault.put("body", body));
    }

    private void fault(String provider, String code, String message) {
        ObjectNode fault = json.createObjectNode().put("provider", provider).put("status", 400);
        script(
                code == null
                        ? fault.put("message", message)
                        : fault.put("message", message).put("code", code));
    }

    private static void script(ObjectNode fault) {
        given().contentType("application/json")
                .body(fault.toString())
                .post("/simulator/faults")
                .then()
                .statusCode(201);
    }

    private static String post(String path, String body, int status) {
        return given().contentType("application/json")
                .body(body)
                .post(path)
                .then()
                .statusCode(status)
                .extract()
                .asString();
    }

    private static ValidatableResponse refused(String path, String body) {
        return given().contentType("application/json")
                .body(body)
                .post(path)
                .then()
                .statusCode(400);
    }

    private static String streamed(String body) {
        return body.replaceFirst("\\{", "{\"stream\":true,");
    }

    private String arguments(String stream) {
        StringBuilder arguments = new StringBuilder();
        events(stream)
                .forEach(event -> arguments.append(event.at("/choices/0/delta/tool_calls/0/function/arguments")
                        .asText()));
        return arguments.toString();
    }

    private String partialJson(String stream) {
        StringBuilder arguments = new StringBuilder();
        events(stream)
                .forEach(event ->
                        arguments.append(event.at("/delta/partial_json").asText()));
        return arguments.toString();
    }

    private List<JsonNode> events(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> {
                    try {
                        return json.readTree(line.substring(6));
                    } catch (java.io.IOException broken) {
                        throw new AssertionError(broken);
                    }
                })
                .toList();
    }

    private JsonNode lastSent() throws Exception {
        JsonNode made = json.readTree(when().get("/simulator/calls").asString()).path("calls");
        return made.get(made.size() - 1).path("body");
    }

    private static String lastBody() {
        List<String> calls = calls();
        return calls.get(calls.size() - 1);
    }

    private static List<String> calls() {
        List<?> bodies =
                when().get("/simulator/calls").then().statusCode(200).extract().path("calls.body");
        return bodies.stream().map(String::valueOf).toList();
    }
}
