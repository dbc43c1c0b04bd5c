package dev.quartermaster.simulator;

import static dev.quartermaster.simulator.Visitor.json;
import static dev.quartermaster.simulator.Visitor.jsonEvents;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** OpenAI's embeddings and responses. */
class OpenAiOthersTest {

    private static final String RESPONSES = "/openai/v1/responses";
    private static final String TOOLS = """
            ,"tools":[{"type":"function","name":"weather",
              "parameters":{"type":"object","properties":{"city":{"type":"string"}}}}]""";

    @RegisterExtension
    static final Visitor visitor = new Visitor();

    private static String asks(String input, String more) {
        return "{\"model\":\"gpt-4o\",\"input\":" + input + more + "}";
    }

    @Test
    void embedsTextsTokensAndLists() throws Exception {
        JsonNode one = json(visitor.post("/openai/v1/embeddings", "{\"model\":\"m\",\"input\":\"abcde\"}"));
        JsonNode tokens = json(visitor.post("/openai/v1/embeddings", "{\"model\":\"m\",\"input\":[1,2,3]}"));
        JsonNode list = json(visitor.post(
                "/openai/v1/embeddings", "{\"model\":\"m\",\"dimensions\":4,\"input\":[\"abcde\",\"b\"]}"));

        double squares = 0;
        for (JsonNode value : one.at("/data/0/embedding")) {
            squares += value.asDouble() * value.asDouble();
        }
        assertThat(one.at("/data/0/embedding")).hasSize(1536);
        assertThat(squares).isBetween(0.999, 1.001);
        assertThat(one.at("/usage/prompt_tokens").asInt()).isEqualTo(2);
        assertThat(tokens.at("/usage/prompt_tokens").asInt()).isEqualTo(3);
        assertThat(list.path("data")).hasSize(2);
        assertThat(list.at("/data/1/index").asInt()).isEqualTo(1);
    }

    @Test
    void packsFloatsLittleEndian() throws Exception {
        String body = "{\"model\":\"m\",\"dimensions\":3,\"input\":\"a\"";
        JsonNode plain = json(visitor.post("/openai/v1/embeddings", body + "}"));
        JsonNode packed = json(visitor.post("/openai/v1/embeddings", body + ",\"encoding_format\":\"base64\"}"));

        ByteBuffer floats = ByteBuffer.wrap(Base64.getDecoder()
                        .decode(packed.at("/data/0/embedding").asText()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (JsonNode value : plain.at("/data/0/embedding")) {
            assertThat(floats.getFloat()).isEqualTo((float) value.asDouble());
        }
        assertThat(floats.hasRemaining()).isFalse();
    }

    @Test
    void respondsWhole() throws Exception {
        JsonNode body = json(visitor.post(RESPONSES, asks("\"Hi\"", "")));

        assertThat(body.path("status").asText()).isEqualTo("completed");
        assertThat(body.at("/output/0/content/0/text").asText())
                .isEqualTo("Hello, this is gpt-4o, played by the simulator. You said: Hi");
        assertThat(body.at("/usage/output_tokens").asInt()).isEqualTo(15);
    }

    @Test
    void respondsInNumberedEvents() throws Exception {
        List<JsonNode> events = jsonEvents(
                visitor.post(RESPONSES, asks("\"Hi\"", ",\"stream\":true")).body());

        StringBuilder text = new StringBuilder();
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).path("sequence_number").asInt()).isEqualTo(i);
            text.append(events.get(i).path("delta").asText());
        }
        assertThat(events.stream().map(event -> event.path("type").asText()))
                .startsWith(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta")
                .endsWith(
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
        assertThat(text).hasToString("Hello, this is gpt-4o, played by the simulator. You said: Hi");
        assertThat(events.get(events.size() - 1)
                        .at("/response/usage/total_tokens")
                        .asInt())
                .isEqualTo(16);
    }

    @Test
    void callsFunctionsAndReadsTheirOutputs() throws Exception {
        JsonNode called = json(visitor.post(
                RESPONSES,
                asks("[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"Rain?\"}]}]", TOOLS)));
        JsonNode answered = json(visitor.post(
                RESPONSES,
                asks("[{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"sunny\"}]", TOOLS)));

        assertThat(called.at("/output/0/type").asText()).isEqualTo("function_call");
        assertThat(called.at("/output/0/arguments").asText()).isEqualTo("{\"city\":\"sample city\"}");
        assertThat(answered.at("/output/0/content/0/text").asText()).endsWith("The tool said: sunny");
    }

    @Test
    void aLimitLeavesTheResponseIncomplete() throws Exception {
        JsonNode body = json(visitor.post(RESPONSES, asks("\"Hi\"", ",\"max_output_tokens\":2")));

        assertThat(body.path("status").asText()).isEqualTo("incomplete");
        assertThat(body.at("/incomplete_details/reason").asText()).isEqualTo("max_output_tokens");
    }

    @Test
    void anErrorEventHasItsFieldsAtTheTop() throws Exception {
        visitor.simulator().script("{\"provider\":\"openai\",\"kind\":\"error_event\",\"status\":429}");

        List<JsonNode> events = jsonEvents(
                visitor.post(RESPONSES, asks("\"Hi\"", ",\"stream\":true")).body());

        JsonNode last = events.get(events.size() - 1);
        assertThat(last.path("type").asText()).isEqualTo("error");
        assertThat(last.path("code").asText()).isEqualTo("rate_limit_exceeded");
    }
}
