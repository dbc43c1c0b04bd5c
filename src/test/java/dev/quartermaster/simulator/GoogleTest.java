package dev.quartermaster.simulator;

import static dev.quartermaster.simulator.Visitor.json;
import static dev.quartermaster.simulator.Visitor.jsonEvents;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoogleTest {

    private static final String MODEL = "/google/v1beta/models/gemini-3.5-flash";
    private static final String TOOLS = """
            ,"tools":[{"functionDeclarations":[{"name":"weather",
              "parameters":{"type":"OBJECT","properties":{"city":{"type":"STRING"}}}}]}]""";

    @RegisterExtension
    static final Visitor visitor = new Visitor();

    private static String asks(String text, String more) {
        return "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + text + "\"}]}]" + more + "}";
    }

    @Test
    void answersWhole() throws Exception {
        JsonNode body = json(visitor.post(MODEL + ":generateContent", asks("Hi", "")));

        assertThat(body.at("/candidates/0/content/parts/0/text").asText())
                .isEqualTo("Hello, this is gemini-3.5-flash, played by the simulator. You said: Hi");
        assertThat(body.at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
        assertThat(body.at("/usageMetadata/promptTokenCount").asInt()).isEqualTo(1);
        assertThat(body.at("/usageMetadata/totalTokenCount").asInt()).isEqualTo(19);
        assertThat(body.path("modelVersion").asText()).isEqualTo("gemini-3.5-flash");
    }

    @Test
    void streamsTheSameObjectWithPartsOfTheText() throws Exception {
        HttpResponse<String> response = visitor.post(MODEL + ":streamGenerateContent?alt=sse", asks("Hi", ""));

        List<JsonNode> chunks = jsonEvents(response.body());
        StringBuilder text = new StringBuilder();
        chunks.forEach(chunk ->
                text.append(chunk.at("/candidates/0/content/parts/0/text").asText()));
        JsonNode last = chunks.get(chunks.size() - 1);
        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("text/event-stream");
        assertThat(text).hasToString("Hello, this is gemini-3.5-flash, played by the simulator. You said: Hi");
        assertThat(last.at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
        assertThat(last.at("/usageMetadata/candidatesTokenCount").asInt()).isEqualTo(18);
        assertThat(chunks.get(0).at("/usageMetadata/candidatesTokenCount").isMissingNode())
                .isTrue();
        assertThat(json(visitor.post(MODEL + ":streamGenerateContent", asks("Hi", ""))))
                .hasSize(chunks.size());
    }

    @Test
    void thoughtsStandBesideTheCandidatesTokens() throws Exception {
        JsonNode body = json(visitor.post(
                MODEL + ":generateContent",
                asks("Hi", ",\"generationConfig\":{\"thinkingConfig\":{\"includeThoughts\":true}}")));

        int thoughts = body.at("/usageMetadata/thoughtsTokenCount").asInt();
        assertThat(body.at("/candidates/0/content/parts/0/thought").asBoolean()).isTrue();
        assertThat(thoughts).isPositive();
        assertThat(body.at("/usageMetadata/totalTokenCount").asInt())
                .isEqualTo(1
                        + thoughts
                        + body.at("/usageMetadata/candidatesTokenCount").asInt());
    }

    @Test
    void aFunctionCallMustComeBackWithItsSignature() throws Exception {
        JsonNode content = json(visitor.post(MODEL + ":generateContent", asks("Rain? [parallel]", TOOLS)))
                .at("/candidates/0/content");
        String back = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Rain?\"}]}," + content
                + ",{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"name\":\"weather\","
                + "\"response\":{\"sky\":\"clear\"}}}]}]" + TOOLS + "}";
        String signature = content.at("/parts/0/thoughtSignature").asText();

        HttpResponse<String> kept = visitor.post(MODEL + ":generateContent", back);
        HttpResponse<String> lost = visitor.post(MODEL + ":generateContent", back.replace(signature, ""));

        assertThat(content.path("parts")).hasSize(2);
        assertThat(content.at("/parts/0/functionCall/args/city").asText()).isEqualTo("sample city");
        assertThat(content.at("/parts/1/thoughtSignature").isMissingNode()).isTrue();
        assertThat(json(kept).at("/candidates/0/content/parts/0/text").asText())
                .endsWith("The tool said: {\"sky\":\"clear\"}");
        assertThat(lost.statusCode()).isEqualTo(400);
        assertThat(json(lost).at("/error/status").asText()).isEqualTo("INVALID_ARGUMENT");
    }

    @Test
    void followsASchemaButNotJsonSchemasWords() throws Exception {
        String config = """
                ,"generationConfig":{"responseMimeType":"application/json","responseSchema":
                  {"type":"OBJECT","properties":{"n":{"type":"INTEGER"}}%s}}""";

        JsonNode followed = json(visitor.post(MODEL + ":generateContent", asks("Hi", config.formatted(""))));
        HttpResponse<String> refused = visitor.post(
                MODEL + ":generateContent", asks("Hi", config.formatted(",\"additionalProperties\":false")));

        assertThat(followed.at("/candidates/0/content/parts/0/text").asText()).isEqualTo("{\"n\":1}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/error/message").asText()).contains("additionalProperties");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'type':['STRING','NULL'] | not repeating",
                "'type':'ARRAY' | items: missing field",
                "'type':'STRING','items':{'type':'STRING'} | only allowed for ARRAY type",
                "'type':'OBJECT','required':['a'] | property is not defined",
                "'type':'OBJECT','properties':{'n':{'type':'INTEGER','enum':['1']}} | only allowed for STRING type",
                "'anyOf':[{'type':'STRING','const':'a'}] | Unknown name",
            })
    void refusesSchemasThatGeminiRefuses(String schema, String reason) throws Exception {
        HttpResponse<String> refused = visitor.post(
                MODEL + ":generateContent",
                asks(
                        "Hi",
                        (",'tools':[{'functionDeclarations':[{'name':'f','parameters':{" + schema + "}}]}]")
                                .replace('\'', '"')));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/error/message").asText()).contains(reason);
    }

    @Test
    void aBlockedPromptHasNoCandidates() throws Exception {
        visitor.simulator().script("{\"provider\":\"google\",\"kind\":\"content_policy\"}");

        JsonNode body = json(visitor.post(MODEL + ":generateContent", asks("Hi", "")));

        assertThat(body.has("candidates")).isFalse();
        assertThat(body.at("/promptFeedback/blockReason").asText()).isEqualTo("PROHIBITED_CONTENT");
    }

    @Test
    void retryAfterStandsInTheBody() throws Exception {
        visitor.simulator().script("{\"provider\":\"google\",\"status\":429,\"retry_after_seconds\":30}");

        HttpResponse<String> response = visitor.post(MODEL + ":generateContent", asks("Hi", ""));

        assertThat(response.headers().firstValue("retry-after")).isEmpty();
        assertThat(json(response).at("/error/status").asText()).isEqualTo("RESOURCE_EXHAUSTED");
        assertThat(json(response).at("/error/details").findValuesAsText("retryDelay"))
                .containsExactly("30s");
    }

    @Test
    void aWrongKeyIsA400WithAReason() throws Exception {
        visitor.simulator().script("{\"provider\":\"google\",\"status\":400,\"code\":\"API_KEY_INVALID\"}");

        JsonNode body = json(visitor.post(MODEL + ":generateContent", asks("Hi", "")));

        assertThat(body.at("/error/details/0/reason").asText()).isEqualTo("API_KEY_INVALID");
    }

    @Test
    void usageIsReportedTheGoogleWay() throws Exception {
        visitor.simulator().script("""
                {"provider":"google","usage":{"input":10,"tool_prompt":4,"cache_read":100,"output":9,"reasoning":2}}""");

        JsonNode usage =
                json(visitor.post(MODEL + ":generateContent", asks("Hi", ""))).path("usageMetadata");

        assertThat(usage).isEqualTo(json("""
                                {"promptTokenCount":106,"candidatesTokenCount":7,"totalTokenCount":119,
                                 "cachedContentTokenCount":100,
                                 "promptTokensDetails":[{"modality":"TEXT","tokenCount":106}],
                                 "toolUsePromptTokenCount":4,"thoughtsTokenCount":2}"""));
    }

    @Test
    void countsEmbedsAndLists() throws Exception {
        String embedding = "/google/v1beta/models/gemini-embedding-001";
        String content = "\"content\":{\"parts\":[{\"text\":\"a\"}]},\"outputDimensionality\":8";

        assertThat(json(visitor.post(MODEL + ":countTokens", asks("12345", "")))
                        .path("totalTokens")
                        .asInt())
                .isEqualTo(2);
        assertThat(json(visitor.post(embedding + ":embedContent", "{" + content + "}"))
                        .at("/embedding/values"))
                .hasSize(8);
        assertThat(json(visitor.post(
                                embedding + ":batchEmbedContents",
                                "{\"requests\":[{" + content + "},{" + content + "}]}"))
                        .path("embeddings"))
                .hasSize(2);
        assertThat(json(visitor.get("/google/v1beta/models?key=k"))
                        .path("models")
                        .findValuesAsText("name"))
                .contains("models/gemini-2.5-pro");
    }
}
