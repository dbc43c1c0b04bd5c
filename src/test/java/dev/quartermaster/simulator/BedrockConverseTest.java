package dev.quartermaster.simulator;

import static dev.quartermaster.simulator.Visitor.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BedrockConverseTest {

    static final String TOOLS = ",\"toolConfig\":{\"tools\":[" + tool("weather", "city") + "," + tool("time", "zone")
            + ",{\"cachePoint\":{\"type\":\"default\"}}]}";

    private static final String MODEL = "/bedrock/model/amazon.nova-pro-v1:0";
    private static final String CONVERSE = MODEL + "/converse";
    private static final String HELLO = "Hello, this is amazon.nova-pro-v1:0, played by the simulator. You said: Hi";

    @RegisterExtension
    static final Visitor visitor = new Visitor();

    @Test
    void answersWhole() throws Exception {
        HttpResponse<String> response = visitor.post(CONVERSE, asks("{\"text\":\"Hi\"}", ""));

        JsonNode body = json(response);
        assertThat(body.at("/output/message/role").asText()).isEqualTo("assistant");
        assertThat(text(body)).isEqualTo(HELLO);
        assertThat(body.path("stopReason").asText()).isEqualTo("end_turn");
        assertThat(body.at("/usage/inputTokens").asInt()).isEqualTo(1);
        assertThat(response.headers().firstValue("x-amzn-requestid")).isPresent();
    }

    @Test
    void takesArnsAsModels() throws Exception {
        String arn = "arn%3Aaws%3Abedrock%3Aeu-west-1%3A123456789012%3Ainference-profile%2Feu.amazon.nova-pro-v1%3A0";

        JsonNode body = json(visitor.post("/bedrock/model/" + arn + "/converse", asks("{\"text\":\"Hi\"}", "")));

        assertThat(text(body))
                .contains("arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.amazon.nova-pro-v1:0");
    }

    @Test
    void callsToolsAtOnceAndThenReadsTheirResults() throws Exception {
        JsonNode content = json(visitor.post(CONVERSE, asks("{\"text\":\"Go [parallel]\"}", TOOLS)))
                .at("/output/message/content");
        String id = content.at("/0/toolUse/toolUseId").asText();

        String conversation = "{\"messages\":[" + turn("user", "{\"text\":\"Go\"}") + ","
                + turn("assistant", content.get(0).toString()) + ","
                + turn(
                        "user",
                        "{\"toolResult\":{\"toolUseId\":\"" + id + "\",\"content\":[{\"json\":{\"degrees\":7}}]}}")
                + "]" + TOOLS + "}";
        JsonNode then = json(visitor.post(CONVERSE, conversation));

        assertThat(content.findValuesAsText("name")).containsExactly("weather", "time");
        assertThat(content.at("/0/toolUse/input/city").asText()).isEqualTo("sample city");
        assertThat(text(then)).endsWith("The tool said: {\"degrees\":7}");
    }

    @Test
    void aForcedToolIsTheOneThatIsCalled() throws Exception {
        String forced = TOOLS.substring(0, TOOLS.length() - 1) + ",\"toolChoice\":{\"tool\":{\"name\":\"time\"}}}";

        JsonNode body = json(visitor.post(CONVERSE, asks("{\"text\":\"Hi\"}", forced)));

        assertThat(body.findValuesAsText("name")).containsExactly("time");
        assertThat(body.path("stopReason").asText()).isEqualTo("tool_use");
    }

    @Test
    void aToolThatStandsForNoneIsLeftAlone() throws Exception {
        String none = ",\"toolConfig\":{\"tools\":[" + tool("no_tool_available", "x") + "]}";

        assertThat(text(json(visitor.post(CONVERSE, asks("{\"text\":\"Hi\"}", none)))))
                .isEqualTo(HELLO);
    }

    @Test
    void followsASchemaThatComesAsText() throws Exception {
        String schema = "{\\\"type\\\":\\\"object\\\",\\\"properties\\\":{\\\"city\\\":{\\\"type\\\":\\\"string\\\"}}}";
        String format = ",\"outputConfig\":{\"textFormat\":{\"type\":\"json_schema\",\"structure\":"
                + "{\"jsonSchema\":{\"name\":\"city\",\"schema\":\"" + schema + "\"}}}}";

        assertThat(text(json(visitor.post(CONVERSE, asks("{\"text\":\"Where?\"}", format)))))
                .isEqualTo("{\"city\":\"sample city\"}");
    }

    @Test
    void takesImagesAndDocuments() throws Exception {
        String blocks = "{\"image\":{\"format\":\"png\",\"source\":{\"bytes\":\"iVBORw0KGgo=\"}}},"
                + "{\"document\":{\"format\":\"pdf\",\"name\":\"a report (2)\",\"source\":{\"bytes\":\"JVBERg==\"}}},"
                + "{\"image\":{\"format\":\"jpeg\",\"source\":{\"s3Location\":{\"uri\":\"s3://b/i.jpg\"}}}},"
                + "{\"text\":\"Hi\"}";

        assertThat(text(json(visitor.post(CONVERSE, asks(blocks, ""))))).isEqualTo(HELLO);
    }

    @Test
    void stopsAtAStopSequence() throws Exception {
        String most = ",\"inferenceConfig\":{\"maxTokens\":2}";
        String stop = ",\"inferenceConfig\":{\"stopSequences\":[\"played\"]},"
                + "\"additionalModelResponseFieldPaths\":[\"/stop_sequence\"]";

        JsonNode shortened = json(visitor.post(CONVERSE, asks("{\"text\":\"Hi\"}", most)));
        JsonNode stopped = json(visitor.post(CONVERSE, asks("{\"text\":\"Hi\"}", stop)));

        assertThat(shortened.path("stopReason").asText()).isEqualTo("max_tokens");
        assertThat(shortened.at("/usage/outputTokens").asInt()).isEqualTo(2);
        assertThat(stopped.path("stopReason").asText()).isEqualTo("stop_sequence");
        assertThat(stopped.at("/additionalModelResponseFields/stop_sequence").asText())
                .isEqualTo("played");
    }

    @Test
    void cachedTokensStandBesideTheInput() throws Exception {
        visitor.simulator()
                .script("{\"provider\":\"bedrock\",\"usage\":{\"input\":5,\"cache_read\":7,\"cache_write_1h\":11}}");

        JsonNode usage =
                json(visitor.post(CONVERSE, asks("{\"text\":\"Hi\"}", ""))).path("usage");

        assertThat(usage.path("inputTokens").asInt()).isEqualTo(5);
        assertThat(usage.path("cacheReadInputTokens").asInt()).isEqualTo(7);
        assertThat(usage.path("cacheWriteInputTokens").asInt()).isEqualTo(11);
        assertThat(usage.at("/cacheDetails/0/ttl").asText()).isEqualTo("1h");
    }

    @Test
    void countsTheTokensOfAPrompt() throws Exception {
        String prompt = "{\"input\":{\"converse\":" + asks("{\"text\":\"12345678\"}", "") + "}}";

        assertThat(json(visitor.post(MODEL + "/count-tokens", prompt))
                        .path("inputTokens")
                        .asInt())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"messages\":[]}",
                "{\"messages\":[{\"role\":\"assistant\",\"content\":[{\"text\":\"Hi\"}]}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[]}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\" \"}]}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"picture\":{}}]}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"image\":{\"format\":\"png\",\"source\":{\"bytes\":\"%\"}}}]}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"document\":{\"format\":\"pdf\",\"name\":\"a.pdf\","
                        + "\"source\":{\"bytes\":\"JVBERg==\"}}}]}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"toolResult\":{\"toolUseId\":\"t\",\"content\":[]}}]}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}],\"inferenceConfig\":{\"maxTokens\":0}}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}],"
                        + "\"toolConfig\":{\"tools\":[],\"toolChoice\":{\"tool\":{\"name\":\"weather\"}}}}"
            })
    void refusesWhatConverseRefuses(String body) throws Exception {
        HttpResponse<String> response = visitor.post(CONVERSE, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("x-amzn-errortype").orElseThrow())
                .startsWith("ValidationException");
        assertThat(json(response).path("message").asText()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "status 429,429,ThrottlingException",
        "status 404,404,ResourceNotFoundException",
        "status 408,408,ModelTimeoutException",
        "status 424,424,ModelErrorException",
        "status 500,500,InternalServerException",
        "status 503,503,ServiceUnavailableException",
        "kind spend_limit,400,ServiceQuotaExceededException",
        "kind context_window,400,ValidationException",
        "kind error_in_200,200,ServiceUnavailableException"
    })
    void putsErrorsInAwssWords(String fault, int status, String type) throws Exception {
        String[] words = fault.split(" ");
        String value = words[0].equals("kind") ? "\"" + words[1] + "\"" : words[1];
        visitor.simulator().script("{\"provider\":\"bedrock\",\"" + words[0] + "\":" + value + "}");

        HttpResponse<String> response = visitor.post(CONVERSE, asks("{\"text\":\"Hi\"}", ""));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("x-amzn-errortype").orElseThrow())
                .startsWith(type);
        assertThat(json(response).path("message").asText()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({",403", "Basic abc,403", "AWS4-HMAC-SHA256 Credential=AKID/x,200", "Bearer abc,200"})
    void wantsASignatureOrABearerToken(String authorization, int status) throws Exception {
        var request = visitor.request(CONVERSE).POST(BodyPublishers.ofString(asks("{\"text\":\"Hi\"}", "")));
        if (authorization != null) {
            request.header("authorization", authorization);
        }

        HttpResponse<String> response = visitor.client().send(request.build(), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(status);
    }

    @Test
    void embedsInEachVendorsForm() throws Exception {
        JsonNode titan = json(visitor.post(
                "/bedrock/model/amazon.titan-embed-text-v2%3A0/invoke", "{\"inputText\":\"one\",\"dimensions\":256}"));
        HttpResponse<String> cohere = visitor.post(
                "/bedrock/model/cohere.embed-english-v3/invoke",
                "{\"texts\":[\"one\",\"two\"],\"input_type\":\"search_query\",\"embedding_types\":[\"float\"]}");

        assertThat(titan.path("embedding")).hasSize(256);
        assertThat(titan.path("inputTextTokenCount").asInt()).isEqualTo(1);
        assertThat(json(cohere).at("/embeddings/float")).hasSize(2).allMatch(vector -> vector.size() == 1024);
        assertThat(cohere.headers().firstValue("x-amzn-bedrock-input-token-count"))
                .contains("2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "amazon.titan-embed-text-v2:0;{\"inputText\":\"one\",\"dimensions\":7}",
                "amazon.titan-embed-text-v1;{\"texts\":[\"one\"]}",
                "cohere.embed-english-v3;{\"texts\":[\"one\"]}",
                "cohere.embed-v4:0;{\"texts\":[\"one\"],\"input_type\":\"clustering\",\"embedding_types\":[\"int8\"]}",
                "amazon.nova-pro-v1:0;{\"inputText\":\"one\"}"
            })
    void refusesWhatItCannotEmbed(String model, String body) throws Exception {
        assertThat(visitor.post("/bedrock/model/" + model + "/invoke", body).statusCode())
                .isEqualTo(400);
    }

    static String asks(String blocks, String more) {
        return "{\"messages\":[" + turn("user", blocks) + "]" + more + "}";
    }

    private static String turn(String role, String blocks) {
        return "{\"role\":\"" + role + "\",\"content\":[" + blocks + "]}";
    }

    private static String tool(String name, String parameter) {
        return "{\"toolSpec\":{\"name\":\"" + name
                + "\",\"inputSchema\":{\"json\":{\"type\":\"object\",\"properties\":{\"" + parameter
                + "\":{\"type\":\"string\"}}}}}}";
    }

    private static String text(JsonNode body) {
        return body.at("/output/message/content/0/text").asText();
    }
}
