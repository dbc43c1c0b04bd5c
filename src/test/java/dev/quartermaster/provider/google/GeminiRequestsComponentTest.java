package dev.quartermaster.provider.google;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.quartermaster.testing.Plain;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests of every dialect as they arrive at Gemini and at other providers. */
@QuarkusTest
class GeminiRequestsComponentTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String MESSAGES = "/v1/messages";
    private static final String RESPONSES = "/v1/responses";

    private static final String SCHEMA = """
            {"type":"object","$schema":"http://json-schema.org/draft-07/schema#","additionalProperties":false,
             "properties":{
               "paths":{"type":["array","string"],"items":{"type":"string"}},
               "rows":{"type":"array"},
               "note":{"type":["string","null"],"title":"Note","default":null},
               "level":{"type":"integer","enum":[0,1,2],"exclusiveMinimum":-1},
               "deep":{"type":"array","items":{"anyOf":[{"type":"array"},{"type":"object","required":["x"]}]}}},
             "required":["paths","rows","gone"]}""";

    private static final String CLEAN = """
            {"type":"object","required":["paths","rows"],"properties":{
               "paths":{"anyOf":[{"type":"array","items":{"type":"string"}},{"type":"string"}]},
               "rows":{"type":"array","items":ANY},
               "note":{"type":"string","nullable":true},
               "level":{"type":"integer"},
               "deep":{"type":"array","items":{"anyOf":[{"type":"array","items":ANY},{"type":"object"}]}}}}""".replace("ANY", """
            {"anyOf":[{"type":"string"},{"type":"number"},{"type":"boolean"},{"type":"object"},
                      {"type":"array","items":{"type":"string"}}]}""");

    @BeforeEach
    void forget() {
        given().delete("/simulator/calls").then().statusCode(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                CHAT
                        + "|\"messages\":Q,\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":S}}]",
                MESSAGES + "|\"max_tokens\":9,\"messages\":Q,\"tools\":[{\"name\":\"f\",\"input_schema\":S}]",
                RESPONSES + "|\"input\":\"Hi\",\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"parameters\":S}]",
            })
    void parametersOfToolsAreInGooglesSubset(String door, String fields) {
        ask(door, "google/gemini-2.5-flash", fields).then().statusCode(200);

        Object parameters = sent("tools[0].functionDeclarations[0].parameters");
        assertThat(parameters).isEqualTo(Plain.object(CLEAN));
        assertThat(GeminiSchemaRules.brokenByParameters(parameters)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                CHAT
                        + "|\"messages\":Q,\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\",\"schema\":S}}",
                MESSAGES
                        + "|\"max_tokens\":900,\"messages\":Q,\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":S}}",
                RESPONSES
                        + "|\"input\":\"Hi\",\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"a\",\"schema\":S}}",
            })
    void formatsOfAnswersAreInGooglesSubset(String door, String fields) {
        ask(door, "google/gemini-2.5-flash", fields).then().statusCode(200);

        Object schema = sent("generationConfig.responseSchema");
        assertThat(schema).isEqualTo(Plain.object(CLEAN));
        assertThat(GeminiSchemaRules.broken(schema)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                CHAT
                        + "|gemini-2.5-pro|\"messages\":Q,\"reasoning_effort\":\"none\"|thinkingBudget|128|reasoning_effort: ",
                MESSAGES
                        + "|gemini-2.5-pro|\"max_tokens\":9,\"messages\":Q,\"thinking\":{\"type\":\"disabled\"}|thinkingBudget|128|thinking: ",
                MESSAGES
                        + "|gemini-2.5-flash|\"max_tokens\":40000,\"messages\":Q,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":31999}|thinkingBudget|24576|thinking.budget_tokens: ",
                RESPONSES
                        + "|gemini-3.1-pro-preview|\"input\":\"Hi\",\"reasoning\":{\"effort\":\"none\"}|thinkingLevel|LOW|reasoning.effort: ",
                CHAT + "|gemini-2.5-flash|\"messages\":Q,\"reasoning_effort\":\"none\"|thinkingBudget|0|-",
            })
    void reasoningIsHeldToTheModel(
            String door, String model, String fields, String field, String value, String warning) {
        Response answer = ask(door, "google/" + model, fields);

        answer.then().statusCode(200);
        assertThat(sent("generationConfig.thinkingConfig." + field)).hasToString(value);
        String warnings = answer.header("x-quartermaster-warnings");
        if (warning == null) {
            assertThat(warnings).isNull();
        } else {
            assertThat(warnings).startsWith(warning);
        }
    }

    @ParameterizedTest
    @CsvSource({"openai/gpt-4o-mini", "google/gemini-2.0-flash-exp", "ollama/gemma3:4b"})
    void anEffortForAModelThatDoesNotReasonIsRefusedOrLeftOut(String model) {
        String requested = "\"input\":\"Hi\",\"reasoning\":{\"effort\":\"low\",\"summary\":\"auto\"}";

        ask(RESPONSES, model, requested).then().statusCode(400).body("error.param", equalTo("reasoning.effort"));
        ask(MESSAGES, model, "\"max_tokens\":9,\"messages\":Q,\"output_config\":{\"effort\":\"low\"}")
                .then()
                .statusCode(400)
                .body("error.message", containsString("output_config.effort"));
        assertThat((List<?>) when().get("/simulator/calls").path("calls")).isEmpty();

        Response lenient = ask(RESPONSES, model, requested + ",\"quartermaster\":{\"drop_unsupported\":true}");
        lenient.then().statusCode(200);
        assertThat(lenient.header("x-quartermaster-warnings")).startsWith("reasoning.effort: ");
        assertThat(String.valueOf(sent(""))).doesNotContain("reasoning", "think");

        ask(CHAT, model, "\"messages\":Q,\"reasoning_effort\":\"none\"").then().statusCode(200);
        assertThat(String.valueOf(sent(""))).doesNotContain("reasoning", "think");
    }

    @Test
    void anEffortIsTheNearestThatTheModelHas() {
        Response answer = ask(CHAT, "openai/gpt-5", "\"messages\":Q,\"reasoning_effort\":\"xhigh\"");

        answer.then().statusCode(200);
        assertThat(sent("reasoning_effort")).isEqualTo("high");
        assertThat(answer.header("x-quartermaster-warnings")).startsWith("reasoning_effort: ");
    }

    @ParameterizedTest
    @CsvSource({"google/gemini-2.5-flash", "ollama/gpt-oss:20b"})
    void unsupportedFieldsAreNamedInTheCallersDialect(String model) {
        ask(
                        RESPONSES,
                        model,
                        "\"input\":[{\"role\":\"user\",\"content\":\"Hi\"},"
                                + "{\"type\":\"function_call\",\"call_id\":\"c1\",\"name\":\"f\",\"arguments\":\"{}\"},"
                                + "{\"type\":\"function_call_output\",\"call_id\":\"c1\",\"output\":["
                                + "{\"type\":\"input_text\",\"text\":\"a\"},{\"type\":\"input_audio\",\"x\":1}]}]")
                .then()
                .statusCode(400)
                .body("error.param", equalTo("input[2].output[1]"));
        ask(
                        MESSAGES,
                        model,
                        "\"max_tokens\":9,\"messages\":Q,"
                                + "\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}},"
                                + "{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}]")
                .then()
                .statusCode(400)
                .body("error.message", containsString("tools[1]"));
    }

    @Test
    void aFailedToolsImageFollowsAllResults() {
        String image = "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\""
                + "iVBORw0KGgo=\"}}";
        ask(
                        MESSAGES,
                        "google/gemini-2.5-flash",
                        "\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Look\"},"
                                + "{\"role\":\"assistant\",\"content\":["
                                + "{\"type\":\"tool_use\",\"id\":\"c1\",\"name\":\"f\",\"input\":{}},"
                                + "{\"type\":\"tool_use\",\"id\":\"c2\",\"name\":\"f\",\"input\":{}}]},"
                                + "{\"role\":\"user\",\"content\":["
                                + "{\"type\":\"tool_result\",\"tool_use_id\":\"c1\",\"content\":[" + image + "]},"
                                + "{\"type\":\"tool_result\",\"tool_use_id\":\"c2\",\"is_error\":true}]}]")
                .then()
                .statusCode(200);

        List<?> parts = (List<?>) sent("contents[2].parts");
        assertThat(parts.stream()
                        .map(part ->
                                ((Map<?, ?>) part).keySet().iterator().next().toString()))
                .containsExactly("functionResponse", "functionResponse", "inlineData");
        assertThat(sent("contents[2].parts[1].functionResponse.response"))
                .isEqualTo(Map.of("error", "the tool failed without a message"));
    }

    private static Response ask(String door, String model, String fields) {
        String body = "{\"model\":\"" + model + "\","
                + fields.replace("\"messages\":Q", "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]")
                        .replace("\":S", "\":" + SCHEMA)
                + "}";
        return given().contentType(ContentType.JSON).body(body).post(door);
    }

    /** Returns the value at that place of the last upstream request; null if there is none. */
    private static Object sent(String path) {
        return when().get("/simulator/calls?last=1").path("calls[-1].body" + (path.isEmpty() ? "" : "." + path));
    }
}
