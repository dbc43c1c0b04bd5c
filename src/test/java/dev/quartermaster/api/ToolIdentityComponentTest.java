package dev.quartermaster.api;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of tools and ids of calls that a provider would refuse: sent as it takes them, answered as the caller knows them. */
@QuarkusTest
class ToolIdentityComponentTest {

    private static final String LONG = "mcp__plugin_atlassian_atlassian__createCompassComponentRelationship";
    private static final String DOTTED = "workspace.files/read";
    private static final Pattern NAME = Pattern.compile("\"name\":\"([^\"]+)\"");

    @Inject
    ObjectMapper json;

    @AfterEach
    void calm() {
        given().delete("/simulator/faults").then().statusCode(204);
    }

    @ParameterizedTest
    @CsvSource({
        "openai/gpt-4o-mini, '[a-zA-Z0-9_-]{1,64}'",
        "anthropic/claude-haiku-4-5, '[a-zA-Z0-9_-]{1,128}'",
        "google/gemini-2.5-flash, '[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}'",
        "bedrock/anthropic.claude-haiku-4-5-20251001-v1:0, '[a-zA-Z0-9_-]{1,64}'",
        "ollama/gemma4:31b, '.+'"
    })
    void everyDialectAtEveryProvider(String model, String form) throws Exception {
        for (String tool : List.of(LONG, DOTTED)) {
            for (boolean stream : List.of(false, true)) {
                for (String path : List.of("/v1/chat/completions", "/v1/messages", "/v1/responses")) {
                    String answer = ask(path, question(path, model, tool, stream));
                    String described = model + " " + path + " " + stream + ": " + answer;

                    assertThat(calledIn(answer)).as(described).isNotEmpty().containsOnly(tool);
                    JsonNode sent = sent();
                    List<String> offered = toolNames(sent);
                    assertThat(offered).as(sent.toString()).hasSize(2).doesNotHaveDuplicates();
                    assertThat(offered).as(sent.toString()).allMatch(name -> name.matches(form));
                    assertThat(offered.get(1)).as(sent.toString()).isEqualTo("look");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic/claude-haiku-4-5", "bedrock/anthropic.claude-haiku-4-5-20251001-v1:0"})
    void aHistoryWithIdsOfOtherProvidersGoesOn(String model) throws Exception {
        ask("/v1/chat/completions", """
                {"model":"%s","max_tokens":50,"messages":[{"role":"user","content":"Hi"},
                 {"role":"assistant","content":null,"tool_calls":[
                  {"id":"functions.Bash:0","type":"function","function":{"name":"Bash.run","arguments":"{}"}},
                  {"id":"functions/Bash:0","type":"function","function":{"name":"Bash.run","arguments":"{}"}},
                  {"id":"","type":"function","function":{"name":"look","arguments":"{}"}}]},
                 {"role":"tool","tool_call_id":"functions.Bash:0","content":"one"},
                 {"role":"tool","tool_call_id":"functions/Bash:0","content":"two"},
                 {"role":"tool","tool_call_id":"","content":"three"}],
                 "tools":[{"type":"function","function":{"name":"look","parameters":{"type":"object"}}}]}""".formatted(model));

        String sent = sent().toString();
        List<String> calls = all(sent, "\"(?:id|toolUseId)\":\"([^\"]+)\",\"name\"");
        assertThat(calls).as(sent).hasSize(3).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-zA-Z0-9_-]{1,64}"));
        for (int i = 0; i < 3; i++) {
            String result = "\"(?:tool_use_id|toolUseId)\":\"" + calls.get(i) + "\",\"content\":";
            assertThat(all(sent, "(" + result + ")")).as(sent).hasSize(1);
        }
        assertThat(sent.indexOf(calls.get(0), sent.indexOf("tool_use_id"))).isPositive();
    }

    @Test
    void longIdsGoToOpenAi() throws Exception {
        String id = "toolu_" + "x".repeat(70);
        ask("/v1/messages", """
                {"model":"openai/gpt-4o-mini","max_tokens":50,"messages":[{"role":"user","content":"Hi"},
                 {"role":"assistant","content":[{"type":"tool_use","id":"%s","name":"look","input":{}}]},
                 {"role":"user","content":[{"type":"tool_result","tool_use_id":"%s","content":"ok"}]}],
                 "tools":[{"name":"look","input_schema":{"type":"object"}}]}""".formatted(id, id));

        JsonNode sent = sent();
        String call = sent.at("/messages/1/tool_calls/0/id").asText();
        assertThat(call)
                .hasSize(40)
                .isEqualTo(sent.at("/messages/2/tool_call_id").asText());
    }

    @Test
    void theNameInAToolsTurnIsTheTools() throws Exception {
        String request = """
                {"model":"%s","max_tokens":50,"messages":[{"role":"user","content":"Hi"},
                 {"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"a.b","arguments":"{}"}}]},
                 {"role":"tool","tool_call_id":"c","name":"a.b","content":"ok"}],
                 "tools":[{"type":"function","function":{"name":"a.b","parameters":{"type":"object"}}}]}""";
        ask("/v1/chat/completions", request.formatted("anthropic/claude-haiku-4-5"));
        assertThat(sent().at("/messages/2/content/0/content").asText()).isEqualTo("ok");

        ask("/v1/chat/completions", request.formatted("openai/gpt-4o-mini"));
        String fitted = sent().at("/tools/0/function/name").asText();
        assertThat(sent().at("/messages/2/name").asText()).isEqualTo(fitted);
    }

    @Test
    void tokensAreCountedWithTheSameNames() throws Exception {
        String counted = given().contentType("application/json")
                .body("""
                    {"model":"anthropic/claude-haiku-4-5","messages":[{"role":"user","content":"Hi"}],
                     "tools":[{"name":"%s","input_schema":{"type":"object"}}]}""".formatted(DOTTED))
                .post("/v1/messages/count_tokens")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(counted).contains("input_tokens");
        assertThat(sent().at("/tools/0/name").asText()).matches("workspace_files_read_[0-9a-f]{12}");
    }

    private String question(String path, String model, String tool, boolean stream) {
        String head = "{\"model\":\"" + model + "\",\"stream\":" + stream + ",";
        String schema = "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}";
        return head
                + switch (path) {
                    case "/v1/messages" -> """
                "max_tokens":500,"messages":[{"role":"user","content":"Hi"}],
                "tools":[{"name":"%s","input_schema":%s},{"name":"look","input_schema":%s}]}""".formatted(tool, schema, schema);
                    case "/v1/responses" -> """
                "input":"Hi","tools":[{"type":"function","name":"%s","parameters":%s},
                {"type":"function","name":"look","parameters":%s}]}""".formatted(tool, schema, schema);
                    default -> """
                "messages":[{"role":"user","content":"Hi"}],"tools":[
                {"type":"function","function":{"name":"%s","parameters":%s}},
                {"type":"function","function":{"name":"look","parameters":%s}}]}""".formatted(tool, schema, schema);
                };
    }

    /** The names in an answer, but for that of the tool nobody calls. */
    private static TreeSet<String> calledIn(String answer) {
        TreeSet<String> names = new TreeSet<>(all(answer, NAME.pattern()));
        names.remove("look");
        return names;
    }

    private static List<String> all(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** However the protocol writes them. */
    private static List<String> toolNames(JsonNode body) {
        List<String> names = new ArrayList<>();
        JsonNode tools = body.has("toolConfig") ? body.at("/toolConfig/tools") : body.path("tools");
        tools = tools.path(0).has("functionDeclarations") ? tools.at("/0/functionDeclarations") : tools;
        tools.forEach(tool -> names.add(tool.findPath("name").asText()));
        return names;
    }

    private JsonNode sent() throws Exception {
        JsonNode body = json.valueToTree(when().get("/simulator/calls?last=1").path("calls[-1].body"));
        return body.isTextual() ? json.readTree(body.asText()) : body;
    }

    private static String ask(String path, String request) {
        return given().contentType("application/json")
                .body(request)
                .post(path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
