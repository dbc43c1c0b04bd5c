package dev.quartermaster.provider.claude;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests for Claude models by every door and by both ways to them: what is sent to the provider, or how it is refused. */
@QuarkusTest
class ClaudeRequestsComponentTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String MESSAGES = "/v1/messages";
    private static final String RESPONSES = "/v1/responses";
    private static final String HAIKU = "bedrock/anthropic.claude-haiku-4-5-20251001-v1:0";
    private static final String OLD_HAIKU = "bedrock/anthropic.claude-3-haiku-20240307-v1:0";
    private static final String OWN_HAIKU = "anthropic/claude-haiku-4-5";
    private static final String LENIENT = "\"quartermaster\":{\"drop_unsupported\":true},";
    private static final String QUESTION = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";

    @Inject
    ObjectMapper json;

    @BeforeEach
    void forget() {
        given().delete("/simulator/calls").then().statusCode(204);
    }

    @Test
    void aBlankErrorAndACacheMarkInAResultReachBedrock() {
        ok(ask(MESSAGES, HAIKU, """
                "max_tokens":100,"system":"Be brief.","messages":[
                  {"role":"user","content":"Hi"},
                  {"role":"assistant","content":[
                    {"type":"tool_use","id":"toolu_1","name":"f","input":{}},
                    {"type":"tool_use","id":"toolu_2","name":"f","input":{}}]},
                  {"role":"user","content":[
                    {"type":"tool_result","tool_use_id":"toolu_1","is_error":true},
                    {"type":"tool_result","tool_use_id":"toolu_2","content":[
                      {"type":"text","text":"ok","cache_control":{"type":"ephemeral"}}]}]}],
                "tools":[{"name":"f","input_schema":{"type":"object"}}]"""));

        JsonNode content = sent().at("/messages/2/content");
        assertThat(content.at("/0/toolResult/status").asText()).isEqualTo("error");
        assertThat(content.at("/0/toolResult/content/0/text").asText()).isEqualTo("Error.");
        assertThat(content.at("/1/toolResult/content")).hasSize(1);
        assertThat(content.at("/2/cachePoint/type").asText()).isEqualTo("default");
    }

    @Test
    void aBlankErrorReachesAnthropic() {
        ok(ask(CHAT, OWN_HAIKU, """
                "messages":[{"role":"user","content":"Hi"},
                  {"role":"assistant","content":"","tool_calls":[
                    {"id":"c1","type":"function","function":{"name":"f","arguments":""}}]},
                  {"role":"tool","tool_call_id":"c1","content":" "}],
                "tools":[{"type":"function","function":{"name":"f"}}]"""));

        JsonNode turns = sent().path("messages");
        assertThat(turns.at("/1/content")).hasSize(1);
        assertThat(turns.at("/2/content/0").has("content")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                CHAT + "|" + HAIKU + "|" + QUESTION + "|/inferenceConfig/temperature|/inferenceConfig/topP",
                MESSAGES + "|" + HAIKU + "|\"max_tokens\":9," + QUESTION
                        + "|/inferenceConfig/temperature|/inferenceConfig/topP",
                CHAT + "|" + OWN_HAIKU + "|" + QUESTION + "|/temperature|/top_p",
                MESSAGES + "|" + OWN_HAIKU + "|\"max_tokens\":9," + QUESTION + "|/temperature|/top_p",
                RESPONSES + "|" + OWN_HAIKU + "|\"input\":\"Hi\"|/temperature|/top_p",
            })
    void temperatureAndTopPDoNotGoTogether(String door, String model, String fields, String temperature, String topP) {
        String both = "\"temperature\":0.2,\"top_p\":0.5," + fields;

        Response answer = ask(door, model, LENIENT + both);

        ok(answer);
        assertThat(sent().at(temperature).asDouble()).isEqualTo(0.2);
        assertThat(sent().at(topP).isMissingNode()).isTrue();
        assertThat(answer.header("x-quartermaster-warnings")).contains("top_p: ");
        refused(ask(door, model, both), "top_p");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                CHAT + "|" + QUESTION + ",\"reasoning_effort\":\"high\"|reasoning_effort",
                MESSAGES + "|\"max_tokens\":9," + QUESTION
                        + ",\"output_config\":{\"effort\":\"high\"}|output_config.effort",
                MESSAGES + "|\"max_tokens\":9000," + QUESTION
                        + ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}|thinking.budget_tokens",
                RESPONSES + "|\"input\":\"Hi\",\"reasoning\":{\"effort\":\"high\"}|reasoning.effort",
            })
    void aModelThatDoesNotReasonGetsNoReasoningParameters(String door, String fields, String field) {
        refused(ask(door, OLD_HAIKU, fields), field);

        Response answer = ask(door, OLD_HAIKU, LENIENT + fields);

        ok(answer);
        assertThat(answer.header("x-quartermaster-warnings")).contains(field + ": ");
        assertThat(sent().toString()).doesNotContain("thinking", "effort");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"response_format\":{\"type\":\"json_object\"}|reasoning_effort",
                "\"temperature\":0.2|temperature",
                "\"top_p\":0.5|top_p",
                "\"tool_choice\":\"required\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]|reasoning_effort",
            })
    void whatReasoningDoesNotGoWithIsRefusedByName(String fields, String field) {
        String asked = "\"reasoning_effort\":\"high\",\"max_tokens\":9000," + fields + "," + QUESTION;

        refused(ask(CHAT, HAIKU, asked), field);
        refused(ask(CHAT, OWN_HAIKU, asked), field);
    }

    @Test
    void aToolRoundOfAnotherModelIsAnsweredWithoutReasoning() {
        String asked = """
                "reasoning_effort":"high","max_tokens":9000,"messages":[{"role":"user","content":"Hi"},
                  {"role":"assistant","content":null,"tool_calls":[
                    {"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}}]},
                  {"role":"tool","tool_call_id":"c1","content":"ok"}],
                "tools":[{"type":"function","function":{"name":"f"}}]""";

        ok(ask(CHAT, HAIKU, asked));
        assertThat(sent().toString()).doesNotContain("thinking");
        ok(ask(CHAT, OWN_HAIKU, asked));
        assertThat(sent().toString()).doesNotContain("thinking");
    }

    @ParameterizedTest
    @CsvSource({HAIKU, OWN_HAIKU})
    void aPartIsNamedWhereItsCallerWroteIt(String model) {
        String part =
                "{\"type\":\"input_file\",\"filename\":\"a.zip\",\"file_data\":\"data:application/zip;base64,UEsDBA==\"}";

        refused(
                ask(
                        RESPONSES,
                        model,
                        "\"instructions\":\"Be brief.\",\"input\":["
                                + "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"user\",\"content\":[" + part
                                + "]}]"),
                "input[1].content[0]");
    }

    private JsonNode sent() {
        try {
            JsonNode calls =
                    json.readTree(when().get("/simulator/calls").asString()).path("calls");
            return calls.path(calls.size() - 1).path("body");
        } catch (JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }

    private static void ok(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    }

    private static void refused(Response answer, String field) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.asString()).contains(field);
    }

    private static Response ask(String door, String model, String fields) {
        return given().contentType("application/json")
                .body("{\"model\":\"" + model + "\"," + fields + "}")
                .post(door);
    }
}
