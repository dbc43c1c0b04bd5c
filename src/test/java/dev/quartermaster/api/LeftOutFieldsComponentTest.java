package dev.quartermaster.api;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the caller's bytes to the provider's: what asks for nothing, what is a label, and what changes the answer. */
@QuarkusTest
class LeftOutFieldsComponentTest {

    private static final String WARNINGS = "x-quartermaster-warnings";
    private static final String CHAT = "/v1/chat/completions";

    private static final List<String> MODELS = List.of(
            "openai/gpt-4o-mini",
            "anthropic/claude-haiku-4-5",
            "google/gemini-2.5-flash",
            "bedrock/amazon.nova-lite-v1:0",
            "ollama/gpt-oss:20b");

    private static final List<String> NOTHING = List.of(
            "\"logit_bias\":{}",
            "\"modalities\":[\"text\"]",
            "\"functions\":[],\"function_call\":\"none\"",
            "\"verbosity\":\"medium\"",
            "\"top_logprobs\":0",
            "\"logprobs\":false,\"top_logprobs\":0",
            "\"user\":\"\"",
            "\"n\":1,\"presence_penalty\":0,\"frequency_penalty\":0.0",
            "\"tools\":[],\"tool_choice\":\"auto\",\"parallel_tool_calls\":true",
            "\"tool_choice\":\"none\",\"parallel_tool_calls\":false",
            "\"stop\":[]",
            "\"stop\":\"\"",
            "\"metadata\":{}",
            "\"response_format\":{\"type\":\"text\"}",
            "\"prediction\":null,\"audio\":null,\"seed\":null",
            "\"store\":false");

    private static final List<String> LABELS = List.of(
            "\"metadata\":{\"team\":\"a\"}",
            "\"store\":true",
            "\"service_tier\":\"flex\"",
            "\"safety_identifier\":\"s\"",
            "\"prompt_cache_key\":\"k\"");

    @Inject
    ObjectMapper json;

    static Stream<List<String>> models() {
        List<List<String>> cells = new ArrayList<>();
        MODELS.forEach(model -> NOTHING.forEach(field -> cells.add(List.of(model, field))));
        return cells.stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    void whatAsksForNothingIsNothing(List<String> cell) throws Exception {
        String plain = sent(chat(cell.get(0), "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]"), CHAT, null);
        String asked = sent(
                chat(cell.get(0), cell.get(1) + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]"), CHAT, null);
        assertThat(json.readTree(asked)).isEqualTo(json.readTree(plain));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"tools\":[],\"metadata\":{},\"include\":[]",
                "\"text\":{\"format\":{\"type\":\"text\"}}",
                "\"text\":{\"verbosity\":\"medium\"},\"reasoning\":{}",
                "\"truncation\":\"disabled\",\"background\":false,\"store\":false",
                "\"top_logprobs\":0,\"user\":\"\",\"temperature\":null,\"prompt\":null",
                "\"tool_choice\":\"auto\",\"parallel_tool_calls\":true"
            })
    void whatAsksForNothingIsNothingInResponsesEither(String field) throws Exception {
        for (String model : MODELS) {
            String plain = sent(chat(model, "\"input\":\"Hi\""), "/v1/responses", null);
            String asked = sent(chat(model, field + ",\"input\":\"Hi\""), "/v1/responses", null);
            assertThat(json.readTree(asked)).as(model).isEqualTo(json.readTree(plain));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic/claude-haiku-4-5", "google/gemini-2.5-flash", "bedrock/amazon.nova-lite-v1:0"})
    void aLabelIsLeftOutWithAWarningWhateverTheCallerAllows(String model) {
        for (String label : LABELS) {
            String field = label.substring(1, label.indexOf('"', 1));
            Response answer = ask(chat(model, label + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]"), CHAT);
            assertThat(answer.statusCode()).as(label).isEqualTo(200);
            assertThat(answer.header(WARNINGS)).as(label).startsWith(field + ": ");
            assertThat(lastBody()).as(label).doesNotContain(field);
        }
    }

    @Test
    void namesAreSaidInTheTextWhereSeveralParticipantsSpeak() throws Exception {
        String messages = """
                "messages":[{"role":"user","name":"Ann","content":"Tea?"},{"role":"assistant","content":"Yes."},
                            {"role":"user","name":"Bob","content":"Coffee?"}]""";
        Response answer = ask(chat("anthropic/claude-haiku-4-5", messages), CHAT);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header(WARNINGS)).contains("messages[0].name: ").contains("messages[2].name: ");
        JsonNode sent = json.readTree(lastBody()).path("messages");
        assertThat(sent.path(0).path("content").asText()).isEqualTo("Ann: Tea?");
        assertThat(sent.path(2).path("content").asText()).isEqualTo("Bob: Coffee?");
    }

    @Test
    void theNameOfTheOnlyParticipantIsLeftOut() throws Exception {
        String messages = "\"messages\":[{\"role\":\"user\",\"name\":\"Ann\",\"content\":\"Tea?\"}]";
        Response answer = ask(chat("google/gemini-2.5-flash", messages), CHAT);
        assertThat(answer.header(WARNINGS)).startsWith("messages[0].name: ");
        JsonNode parts = json.readTree(lastBody()).path("contents").path(0).path("parts");
        assertThat(parts.path(0).path("text").asText()).isEqualTo("Tea?");
    }

    @Test
    void aNameThatOpenAiRefusesIsFitted() throws Exception {
        String messages = "\"messages\":[{\"role\":\"user\",\"name\":\"Ann <the> Great\",\"content\":\"Tea?\"}]";
        ask(chat("openai/gpt-4o-mini", messages), CHAT).then().statusCode(200);
        assertThat(json.readTree(lastBody())
                        .path("messages")
                        .path(0)
                        .path("name")
                        .asText())
                .isEqualTo("Ann__the__Great");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "google/gemini-2.5-flash | logit_bias | \"logit_bias\":{\"1\":2}",
                "bedrock/amazon.nova-lite-v1:0 | logit_bias | \"logit_bias\":{\"1\":2}",
                "anthropic/claude-haiku-4-5 | seed | \"seed\":7",
                "anthropic/claude-haiku-4-5 | n | \"n\":2",
            })
    void whatChangesTheAnswerIsRefusedByName(String model, String field, String asked) {
        Response answer = ask(chat(model, asked + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]"), CHAT);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.path("error.param").toString()).isEqualTo(field);
        assertThat(answer.path("error.message").toString()).contains(field);
    }

    @Test
    void oneToolAtATimeIsAsGoodAsGrantedWhereThereIsOneTool() {
        String tool = "{\"type\":\"function\",\"function\":{\"name\":\"%s\",\"parameters\":{\"type\":\"object\"}}}";
        String asked =
                "\"parallel_tool_calls\":false,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"tools\":[";
        Response one = ask(chat("google/gemini-2.5-flash", asked + tool.formatted("a") + "]"), CHAT);
        assertThat(one.statusCode()).isEqualTo(200);
        assertThat(one.header(WARNINGS)).startsWith("parallel_tool_calls: ");
        Response two = ask(
                chat("google/gemini-2.5-flash", asked + tool.formatted("a") + "," + tool.formatted("b") + "]"), CHAT);
        assertThat(two.statusCode()).isEqualTo(400);
    }

    @Test
    void aChoiceAmongSomeToolsReachesWhoKnowsItAndIsRefusedByOthers() throws Exception {
        String choice = """
                "messages":[{"role":"user","content":"Hi"}],
                "tools":[{"type":"function","function":{"name":"workspace.read"}}],
                "tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[
                  {"type":"function","function":{"name":"workspace.read"}}]}}""";
        ask(chat("openai/gpt-4o-mini", choice), CHAT).then().statusCode(200);
        JsonNode sent = json.readTree(lastBody());
        assertThat(sent.at("/tool_choice/allowed_tools/tools/0/function/name").asText())
                .isEqualTo(sent.at("/tools/0/function/name").asText())
                .matches("[a-zA-Z0-9_-]{1,64}");
        Response refused = ask(chat("google/gemini-2.5-flash", choice), CHAT);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.path("error.param").toString()).isEqualTo("tool_choice");
    }

    @ParameterizedTest
    @CsvSource({"google/gemini-2.5-flash, tools[0]", "openai/gpt-4o-mini, tools[0]"})
    void aHostedToolIsRefusedInTheWordsOfItsCaller(String model, String field) {
        ObjectNode request = json.createObjectNode().put("model", model).put("max_tokens", 50);
        request.putArray("messages").addObject().put("role", "user").put("content", "Hi");
        request.putArray("tools").addObject().put("type", "web_search_20250305").put("name", "web_search");
        Response answer = ask(request.toString(), "/v1/messages");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.path("error.message").toString()).contains(field);
    }

    /** Hundreds of models are passed over then, one after the other. */
    @Test
    void whatNoModelTakesIsRefusedInTime() {
        RestAssuredConfig patient = RestAssured.config()
                .httpClient(HttpClientConfig.httpClientConfig().setParam("http.socket.timeout", 20_000));
        Response answer = given().config(patient)
                .contentType("application/json")
                .body("""
                        {"model":"auto","max_tokens":10,"top_k":7,"messages":[{"role":"user","content":""}],
                         "quartermaster":{"excluded_providers":["ollama"]}}""")
                .post("/v1/messages");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
    }

    private static String chat(String model, String rest) {
        return "{\"model\":\"" + model + "\"," + rest + "}";
    }

    private String sent(String body, String path, String warnings) {
        Response answer = ask(body, path);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.header(WARNINGS)).isEqualTo(warnings);
        return lastBody();
    }

    private static Response ask(String body, String path) {
        return given().contentType("application/json").body(body).post(path);
    }

    private String lastBody() {
        return json.valueToTree(when().get("/simulator/calls?last=1").path("calls[-1].body"))
                .toString();
    }
}
