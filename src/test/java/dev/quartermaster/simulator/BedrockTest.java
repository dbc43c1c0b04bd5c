package dev.quartermaster.simulator;

import static dev.quartermaster.simulator.Visitor.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

class BedrockTest {

    private static final String MODEL = "/bedrock/model/eu.amazon.nova-pro-v1%3A0";
    private static final String TOOLS = """
            ,"toolConfig":{"tools":[{"toolSpec":{"name":"weather",
              "inputSchema":{"json":{"type":"object","properties":{"city":{"type":"string"}}}}}}]}""";

    @RegisterExtension
    static final Visitor visitor = new Visitor();

    private static String asks(String text, String more) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"" + text + "\"}]}]" + more + "}";
    }

    /** Decodes with the decoder of the AWS SDK, which checks both checksums of every message. */
    private static List<Message> streamed(String body) throws Exception {
        HttpResponse<byte[]> response = visitor.postForBytes(MODEL + "/converse-stream", body);
        assertThat(response.headers().firstValue("content-type")).contains("application/vnd.amazon.eventstream");
        List<Message> messages = new ArrayList<>();
        new MessageDecoder(messages::add).feed(response.body());
        return messages;
    }

    private static String header(Message message, String name) {
        return message.getHeaders().get(name).getString();
    }

    private static JsonNode payload(Message message) throws Exception {
        return json(new String(message.getPayload(), StandardCharsets.UTF_8));
    }

    private static List<String> types(List<Message> messages) {
        return messages.stream().map(message -> header(message, ":event-type")).toList();
    }

    @Test
    void answersWhole() throws Exception {
        HttpResponse<String> response = visitor.post(MODEL + "/converse", asks("Hi", ""));

        JsonNode body = json(response);
        assertThat(response.headers().firstValue("x-amzn-requestid")).isPresent();
        assertThat(body.at("/output/message/content/0/text").asText())
                .isEqualTo("Hello, this is eu.amazon.nova-pro-v1:0, played by the simulator. You said: Hi");
        assertThat(body.path("stopReason").asText()).isEqualTo("end_turn");
        assertThat(body.at("/usage/totalTokens").asInt()).isEqualTo(21);
    }

    @Test
    void streamsMessagesThatTheSdkReads() throws Exception {
        List<Message> messages = streamed(asks("Hi", ""));

        StringBuilder text = new StringBuilder();
        for (Message message : messages) {
            assertThat(header(message, ":message-type")).isEqualTo("event");
            assertThat(header(message, ":content-type")).isEqualTo("application/json");
            text.append(payload(message).at("/delta/text").asText());
        }
        assertThat(text).hasToString("Hello, this is eu.amazon.nova-pro-v1:0, played by the simulator. You said: Hi");
        assertThat(types(messages))
                .startsWith("messageStart", "contentBlockDelta")
                .endsWith("contentBlockStop", "messageStop", "metadata");
        assertThat(payload(messages.get(messages.size() - 1))
                        .at("/usage/outputTokens")
                        .asInt())
                .isEqualTo(20);
    }

    @Test
    void theSameRequestGetsTheSameBytes() throws Exception {
        byte[] first = visitor.postForBytes(MODEL + "/converse-stream", asks("Hi", TOOLS))
                .body();

        assertThat(visitor.postForBytes(MODEL + "/converse-stream", asks("Hi", TOOLS))
                        .body())
                .isEqualTo(first);
    }

    @Test
    void streamsToolInputInPieces() throws Exception {
        List<Message> messages = streamed(asks("Rain?", TOOLS));

        StringBuilder input = new StringBuilder();
        for (Message message : messages) {
            input.append(payload(message).at("/delta/toolUse/input").asText());
        }
        assertThat(types(messages)).startsWith("messageStart", "contentBlockStart");
        assertThat(payload(messages.get(1)).at("/start/toolUse/name").asText()).isEqualTo("weather");
        assertThat(input).hasToString("{\"city\":\"sample city\"}");
    }

    @Test
    void thinksAndFollowsASchema() throws Exception {
        JsonNode body = json(visitor.post(MODEL + "/converse", asks("Hi", """
                        ,"additionalModelRequestFields":{"thinking":{"type":"enabled","budget_tokens":1024}},
                        "outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":
                          {"name":"a","schema":"{\\"type\\":\\"object\\",\\"properties\\":{\\"n\\":{\\"type\\":\\"integer\\"}}}"}}}}""")));

        assertThat(body.at("/output/message/content/0/reasoningContent/reasoningText/signature")
                        .asText())
                .isNotEmpty();
        assertThat(body.at("/output/message/content/1/text").asText()).isEqualTo("{\"n\":1}");
    }

    @Test
    void refusesWhatBedrockRefuses() throws Exception {
        String turn = "{\"role\":\"user\",\"content\":[{\"text\":\"a\"}]}";
        HttpResponse<String> twice = visitor.post(MODEL + "/converse", "{\"messages\":[" + turn + "," + turn + "]}");
        HttpResponse<String> noConfig = visitor.post(
                MODEL + "/converse",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"toolResult\":{\"toolUseId\":\"t\",\"content\":[]}}]}]}");

        assertThat(twice.statusCode()).isEqualTo(400);
        assertThat(twice.headers().firstValue("x-amzn-errortype").orElseThrow()).startsWith("ValidationException:");
        assertThat(json(twice).path("message").asText()).contains("alternate");
        assertThat(json(noConfig).path("message").asText()).contains("toolConfig");
    }

    @Test
    void statusesComeWithTheNameOfTheException() throws Exception {
        visitor.simulator().script("{\"provider\":\"bedrock\",\"status\":429,\"times\":1}");
        HttpResponse<String> throttled = visitor.post(MODEL + "/converse", asks("Hi", ""));
        visitor.simulator()
                .script("{\"provider\":\"bedrock\",\"status\":429,\"code\":\"ModelNotReadyException\",\"times\":1}");
        HttpResponse<String> notReady = visitor.post(MODEL + "/converse", asks("Hi", ""));

        assertThat(throttled.headers().firstValue("x-amzn-errortype").orElseThrow())
                .startsWith("ThrottlingException:");
        assertThat(notReady.headers().firstValue("x-amzn-errortype").orElseThrow())
                .startsWith("ModelNotReadyException:");
    }

    @Test
    void anExceptionInsideAStreamIsAMessageOfItsOwnKind() throws Exception {
        visitor.simulator().script("{\"provider\":\"bedrock\",\"kind\":\"error_event\",\"status\":429}");

        List<Message> messages = streamed(asks("Hi", ""));

        Message last = messages.get(messages.size() - 1);
        assertThat(messages).hasSize(3);
        assertThat(header(last, ":message-type")).isEqualTo("exception");
        assertThat(header(last, ":exception-type")).isEqualTo("throttlingException");
    }

    @Test
    void cachedTokensStandBesideTheInput() throws Exception {
        visitor.simulator().script("""
                {"provider":"bedrock",
                 "usage":{"input":5,"cache_read":100,"cache_write_5m":20,"cache_write_1h":3,"output":7}}""");

        JsonNode usage = json(visitor.post(MODEL + "/converse", asks("Hi", ""))).path("usage");

        assertThat(usage).isEqualTo(json("""
                                {"inputTokens":5,"outputTokens":7,"totalTokens":135,"cacheReadInputTokens":100,
                                 "cacheWriteInputTokens":23,
                                 "cacheDetails":[{"ttl":"5m","inputTokens":20},{"ttl":"1h","inputTokens":3}]}"""));
    }

    @Test
    void countsTokens() throws Exception {
        String body = Base64.getEncoder().encodeToString("12345".getBytes(StandardCharsets.UTF_8));

        assertThat(json(visitor.post(MODEL + "/count-tokens", "{\"input\":{\"converse\":" + asks("12345", "") + "}}"))
                        .path("inputTokens")
                        .asInt())
                .isEqualTo(2);
        assertThat(json(visitor.post(
                                MODEL + "/count-tokens", "{\"input\":{\"invokeModel\":{\"body\":\"" + body + "\"}}}"))
                        .path("inputTokens")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void embedsWithTitanAndCohere() throws Exception {
        HttpResponse<String> titan = visitor.post(
                "/bedrock/model/amazon.titan-embed-text-v2%3A0/invoke", "{\"inputText\":\"abcde\",\"dimensions\":256}");
        HttpResponse<String> cohere = visitor.post(
                "/bedrock/model/cohere.embed-english-v3/invoke",
                "{\"texts\":[\"a\",\"b\"],\"input_type\":\"search_query\"}");

        assertThat(json(titan).path("embedding")).hasSize(256);
        assertThat(json(titan).path("inputTextTokenCount").asInt()).isEqualTo(2);
        assertThat(json(cohere).path("embeddings")).hasSize(2);
        assertThat(cohere.headers().firstValue("x-amzn-bedrock-input-token-count"))
                .contains("2");
    }

    @Test
    void aModelMayBeAnArn() throws Exception {
        String arn = "arn%3Aaws%3Abedrock%3Aeu-west-1%3A123456789012%3Ainference-profile%2Feu.amazon.nova-pro-v1%3A0";

        HttpResponse<String> response = visitor.post("/bedrock/model/" + arn + "/converse", asks("Hi", ""));

        assertThat(response.body()).contains("inference-profile/eu.amazon.nova-pro-v1:0");
    }
}
