package dev.quartermaster.simulator;

import static dev.quartermaster.simulator.EventReader.header;
import static dev.quartermaster.simulator.EventReader.joined;
import static dev.quartermaster.simulator.EventReader.messages;
import static dev.quartermaster.simulator.EventReader.payload;
import static dev.quartermaster.simulator.EventReader.types;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.eventstream.Message;

class BedrockStreamTest {

    private static final String MODEL = "eu.anthropic.claude-sonnet-4-5-20250929-v1%3A0";
    private static final String STREAM = "/bedrock/model/" + MODEL + "/converse-stream";
    private static final String HI =
            "Hello, this is eu.anthropic.claude-sonnet-4-5-20250929-v1:0, played by the simulator. You said: Hi";

    @RegisterExtension
    static final Visitor visitor = new Visitor();

    @Test
    void streamsEventsWithTheUsageLast() throws Exception {
        HttpResponse<byte[]> response = visitor.postForBytes(STREAM, asks("Hi", ""));

        List<Message> messages = messages(response.body());
        assertThat(response.headers().firstValue("content-type")).contains("application/vnd.amazon.eventstream");
        assertThat(types(messages))
                .containsExactly("messageStart", "contentBlockDelta", "contentBlockStop", "messageStop", "metadata");
        assertThat(messages).allSatisfy(message -> {
            assertThat(header(message, ":message-type")).isEqualTo("event");
            assertThat(header(message, ":content-type")).isEqualTo("application/json");
        });
        assertThat(joined(messages, "/text")).isEqualTo(HI);
        JsonNode usage = payload(messages.get(messages.size() - 1)).path("usage");
        assertThat(usage.path("inputTokens").asInt()).isEqualTo(1);
        assertThat(usage.path("totalTokens").asInt())
                .isEqualTo(1 + usage.path("outputTokens").asInt());
    }

    @Test
    void streamsParallelToolCallsBlockByBlock() throws Exception {
        List<Message> messages = messages(visitor.postForBytes(STREAM, asks("Go [parallel]", BedrockConverseTest.TOOLS))
                .body());

        List<JsonNode> starts = payloads(messages, "contentBlockStart");
        assertThat(starts)
                .extracting(start -> start.path("contentBlockIndex").asInt())
                .containsExactly(0, 1);
        assertThat(starts)
                .extracting(start -> start.at("/start/toolUse/name").asText())
                .containsExactly("weather", "time");
        assertThat(joined(messages, "/toolUse/input"))
                .isEqualTo("{\"city\":\"sample city\"}{\"zone\":\"sample zone\"}");
        assertThat(payloads(messages, "messageStop").get(0).path("stopReason").asText())
                .isEqualTo("tool_use");
    }

    @Test
    void streamsThinkingWithItsSignatureBeforeTheText() throws Exception {
        String thinking = ",\"additionalModelRequestFields\":{\"thinking\":{\"type\":\"adaptive\"}}";

        List<Message> messages =
                messages(visitor.postForBytes(STREAM, asks("Hi", thinking)).body());

        List<JsonNode> deltas = payloads(messages, "contentBlockDelta");
        assertThat(deltas.get(0).at("/delta/reasoningContent/text").asText()).isNotEmpty();
        assertThat(joined(messages, "/reasoningContent/signature")).isNotEmpty();
        assertThat(deltas.get(deltas.size() - 1).path("contentBlockIndex").asInt())
                .isEqualTo(1);
        assertThat(joined(messages, "/text")).isEqualTo(HI);
    }

    @ParameterizedTest
    @CsvSource({
        "429,throttlingException",
        "400,validationException",
        "424,modelStreamErrorException",
        "503,serviceUnavailableException",
        "500,internalServerException"
    })
    void anErrorEventIsAnExceptionFrame(int status, String type) throws Exception {
        script("\"kind\":\"error_event\",\"after_events\":2,\"status\":" + status + ",\"message\":\"no more\"");

        List<Message> messages =
                messages(visitor.postForBytes(STREAM, asks("Hi", "")).body());

        Message last = messages.get(messages.size() - 1);
        assertThat(messages).hasSize(4);
        assertThat(header(last, ":message-type")).isEqualTo("exception");
        assertThat(header(last, ":exception-type")).isEqualTo(type);
        assertThat(payload(last).path("message").asText()).isEqualTo("no more");
    }

    @Test
    void anErrorIn200IsTheFirstFrame() throws Exception {
        script("\"kind\":\"error_in_200\",\"status\":503");

        HttpResponse<byte[]> response = visitor.postForBytes(STREAM, asks("Hi", ""));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(messages(response.body())).singleElement().satisfies(message -> assertThat(
                        header(message, ":exception-type"))
                .isEqualTo("serviceUnavailableException"));
    }

    @Test
    void aMalformedFrameHasAWrongChecksum() throws Exception {
        script("\"kind\":\"malformed\"");

        byte[] body = visitor.postForBytes(STREAM, asks("Hi", "")).body();

        assertThatThrownBy(() -> messages(body)).hasMessageContaining("checksum");
    }

    @Test
    void aCutLeavesWholeFramesAndAPart() throws Exception {
        byte[] whole = visitor.postForBytes(STREAM, asks("Hi", "")).body();
        script("\"kind\":\"cut\",\"stream\":true,\"after_bytes\":400");

        ByteArrayOutputStream arrived = new ByteArrayOutputStream();
        BodyHandler<Void> keep = BodyHandlers.ofByteArrayConsumer(piece -> piece.ifPresent(arrived::writeBytes));
        HttpRequest request = visitor.asking(STREAM, asks("Hi", "")).build();
        assertThatThrownBy(() -> visitor.client().send(request, keep)).isInstanceOf(IOException.class);

        byte[] read = arrived.toByteArray();
        assertThat(read).hasSize(400);
        assertThat(whole).startsWith(read);
        assertThat(messages(read)).isNotEmpty().hasSizeLessThan(messages(whole).size());
    }

    @Test
    void aStallMidwayKeepsTheConnectionOpen() throws Exception {
        script("\"kind\":\"stall\",\"after_bytes\":300");

        try (InputStream body = open()) {
            assertThat(messages(body.readNBytes(300))).isNotEmpty();
            assertThat(body.available()).isZero();
        }
    }

    @Test
    void aStallAtTheStartSendsHeadersOnly() throws Exception {
        script("\"kind\":\"stall\",\"after_bytes\":0");

        try (InputStream body = open()) {
            assertThat(body.available()).isZero();
        }
        assertThat(visitor.simulator().calls().latest()).last().satisfies(call -> assertThat(call.fault())
                .isNotNull());
    }

    private static InputStream open() throws Exception {
        HttpResponse<InputStream> response =
                visitor.client().send(visitor.asking(STREAM, asks("Hi", "")).build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private static List<JsonNode> payloads(List<Message> messages, String type) throws Exception {
        List<JsonNode> payloads = new ArrayList<>();
        for (Message message : messages) {
            if (header(message, ":event-type").equals(type)) {
                payloads.add(payload(message));
            }
        }
        return payloads;
    }

    private static String asks(String text, String more) {
        return BedrockConverseTest.asks("{\"text\":\"" + text + "\"}", more);
    }

    private static void script(String fault) {
        visitor.simulator().script("{\"provider\":\"bedrock\",\"times\":1," + fault + "}");
    }
}
