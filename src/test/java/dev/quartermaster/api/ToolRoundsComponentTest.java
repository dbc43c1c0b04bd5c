package dev.quartermaster.api;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations that were interrupted, or cut off at their beginning, go on at every provider. */
@QuarkusTest
class ToolRoundsComponentTest {

    private static final String TOOLS = "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\"}}]";

    private static final String INTERRUPTED = """
            {"model":"%s","messages":[{"role":"user","content":"Look"},
             {"role":"assistant","content":null,"tool_calls":[
               {"id":"a","type":"function","function":{"name":"look","arguments":"{}"}},
               {"id":"b","type":"function","function":{"name":"look","arguments":"{}"}}]},
             {"role":"tool","tool_call_id":"a","content":"dark"},
             {"role":"user","content":"Stop."}],%s}""";

    private static final String CUT_OFF = """
            {"model":"%s","messages":[{"role":"tool","tool_call_id":"gone","content":"dark"},
             {"role":"user","content":"What was it?"}],%s}""";

    @Inject
    ObjectMapper json;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai/gpt-4o-mini",
                "anthropic/claude-haiku-4-5",
                "google/gemini-2.5-flash",
                "ollama/gpt-oss:20b",
                "bedrock/amazon.nova-lite-v1:0"
            })
    void anUnansweredCallAndAStrayResultAreCarriedWithAWarning(String model) {
        Response interrupted = ask(INTERRUPTED.formatted(model, TOOLS));
        assertThat(interrupted.statusCode()).as(interrupted.asString()).isEqualTo(200);
        assertThat(interrupted.header("x-quartermaster-warnings")).startsWith("messages[1].tool_calls[1]: ");
        assertThat(lastBody().toString()).contains("The tool gave no result.").contains("dark");

        Response cutOff = ask(CUT_OFF.formatted(model, TOOLS));
        assertThat(cutOff.statusCode()).as(cutOff.asString()).isEqualTo(200);
        assertThat(cutOff.header("x-quartermaster-warnings")).startsWith("messages[0].content[0]: ");
        assertThat(lastBody().toString()).contains("Result of a tool: dark").doesNotContain("gone");
    }

    @Test
    void everyCallHasItsResultRightBehindIt() {
        ask(INTERRUPTED.formatted("openai/gpt-4o-mini", TOOLS));
        JsonNode messages = lastBody().path("messages");
        assertThat(messages.at("/2/tool_call_id").asText()).isEqualTo("a");
        assertThat(messages.at("/3/tool_call_id").asText()).isEqualTo("b");
        assertThat(messages.at("/4/role").asText()).isEqualTo("user");

        ask(INTERRUPTED.formatted("anthropic/claude-haiku-4-5", TOOLS));
        JsonNode answers = lastBody().at("/messages/2/content");
        assertThat(answers.at("/0/tool_use_id").asText()).isEqualTo("a");
        assertThat(answers.at("/1/tool_use_id").asText()).isEqualTo("b");
        assertThat(answers.at("/1/is_error").asBoolean()).isTrue();
        assertThat(answers.at("/2/text").asText()).isEqualTo("Stop.");
    }

    @Test
    void aConversationWithCallsOffersAToolAtClaudeEvenWhereNoneMayBeUsed() {
        ask(INTERRUPTED.formatted("anthropic/claude-haiku-4-5", "\"tools\":[]"));
        assertThat(lastBody().at("/tools/0/name").asText()).isEqualTo("no_tool_available");
        assertThat(lastBody().at("/tool_choice/type").asText()).isEqualTo("none");
    }

    private static Response ask(String body) {
        return given().contentType("application/json").body(body).post("/v1/chat/completions");
    }

    private JsonNode lastBody() {
        return json.valueToTree(when().get("/simulator/calls?last=1").path("calls[-1].body"));
    }
}
