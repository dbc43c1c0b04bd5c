package dev.quartermaster.api.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.inference.streaming.PartialAnswer;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.StreamReader;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.FailureTable;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.openai.responses.ResponsesProtocol;
import dev.quartermaster.provider.openai.wire.ErrorReader;
import dev.quartermaster.provider.translation.Json;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Samples;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From a caller of this dialect to a provider of this dialect and back, nothing is lost. */
class SameDialectTest {

    private final ObjectMapper json = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private final Json bodies = new Json(json);
    private final ResponsesProtocol protocol = new ResponsesProtocol(
            bodies, new ErrorReader(bodies, new FailureClassifier(FailureTable.standard(), Clock.systemUTC())));

    @Test
    void anAnswerGoesOutAsItCameAndComesBackAsItWentOut() {
        ForAll.seeds(random -> {
            ArrayNode output = withoutForeign(new RandomItems(json, random).output());
            ObjectNode answer = answer(output);

            JsonNode written = written(answer, "{\"model\":\"m\",\"input\":\"Hi\"}");

            assertThat(written.get("output")).isEqualTo(output);
            assertThat(written.get("id")).isEqualTo(answer.get("id"));
            assertThat(written.get("field_of_tomorrow")).isEqualTo(answer.get("field_of_tomorrow"));
            assertThat(written.get("usage")).isEqualTo(answer.get("usage"));
            assertThat(sent(json.createObjectNode().put("model", "m").set("input", written.get("output")))
                            .get("input"))
                    .isEqualTo(output);
        });
    }

    @Test
    void aConversationIsSentAsItCame() {
        ForAll.seeds(random -> {
            ArrayNode input = withoutForeign(new RandomItems(json, random).input());
            if (input.isEmpty()) {
                return;
            }
            JsonNode sent = sent(json.createObjectNode().put("model", "m").set("input", input));

            assertThat(sent.get("input")).isEqualTo(input);
        });
    }

    @Test
    void settingsGoAlongAndNothingIsStored() throws Exception {
        JsonNode sent = sent(json.readTree("""
                {"model":"m","input":"Hi","instructions":"Be brief.","store":true,"truncation":"auto","user":"u",
                 "max_output_tokens":20,"temperature":0.5,"top_p":0.9,"top_logprobs":2,"max_tool_calls":3,
                 "reasoning":{"effort":"low","summary":"auto"},"service_tier":"flex","metadata":{"a":"b"},
                 "text":{"verbosity":"low","format":{"type":"json_schema","name":"n","schema":{"type":"object"}}},
                 "include":["web_search_call.action.sources"],"parallel_tool_calls":false,
                 "tools":[{"type":"web_search","search_context_size":"low"},
                          {"type":"function","name":"f","parameters":{"type":"object"},"defer":true}],
                 "tool_choice":{"type":"web_search"}}"""));

        assertThat(sent).isEqualTo(json.readTree("""
                {"model":"gpt-5","input":[{"type":"message","role":"user","content":"Hi"}],"instructions":"Be brief.","store":false,
                 "truncation":"auto","user":"u","max_output_tokens":20,"temperature":0.5,"top_p":0.9,"top_logprobs":2,
                 "max_tool_calls":3,"reasoning":{"effort":"low","summary":"auto"},"service_tier":"flex",
                 "metadata":{"a":"b"},
                 "text":{"verbosity":"low","format":{"type":"json_schema","name":"n","schema":{"type":"object"}}},
                 "include":["web_search_call.action.sources","message.output_text.logprobs",
                            "reasoning.encrypted_content"],"parallel_tool_calls":false,
                 "tools":[{"type":"web_search","search_context_size":"low"},
                          {"type":"function","name":"f","parameters":{"type":"object"},"defer":true}],
                 "tool_choice":{"type":"web_search"}}"""));
    }

    @Test
    void everyEventOfAStreamGoesOutAsItCame() throws Exception {
        ArrayNode output = json.createArrayNode();
        output.addObject()
                .put("type", "message")
                .put("id", "msg_1")
                .putArray("content")
                .addObject();
        List<ObjectNode> events = List.of(
                event("response.created")
                        .set("response", answer(json.createArrayNode()).put("status", "in_progress")),
                event("response.web_search_call.searching").put("output_index", 0),
                event("response.output_text.delta")
                        .put("output_index", 1)
                        .put("delta", "Hi")
                        .put("tomorrow", 1)
                        .set("logprobs", json.createArrayNode()),
                event("response.output_text.annotation.added").put("output_index", 1),
                event("response.completed").set("response", answer(output)));
        for (int i = 0; i < events.size(); i++) {
            events.get(i).put("sequence_number", i);
        }

        assertThat(streamed(events)).isEqualTo(events);
    }

    @Test
    void aStreamThatBreaksOffEndsFailedWithTheItemsThatWereWhole() throws Exception {
        ObjectNode item = json.createObjectNode().put("type", "web_search_call").put("id", "ws_1");
        ObjectNode begun = event("response.created").put("sequence_number", 0);
        begun.set("response", answer(json.createArrayNode()).put("status", "in_progress"));
        ObjectNode done =
                event("response.output_item.done").put("output_index", 0).put("sequence_number", 1);
        done.set("item", item);
        ResponseEvents writer = events();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        deltas(List.of(begun, done), false).forEach(delta -> out.writeBytes(writer.step(delta)));

        out.writeBytes(writer.error(ErrorCode.UPSTREAM_ERROR, "cut off", new PartialAnswer(2, 1, true)));

        List<JsonNode> events = read(out);
        JsonNode failed = events.get(events.size() - 1);
        assertThat(failed.get("type").asText()).isEqualTo("response.failed");
        assertThat(failed.get("sequence_number").asInt()).isEqualTo(2);
        assertThat(failed.path("response").path("id").asText()).isEqualTo("resp_upstream");
        assertThat(failed.path("response").path("output").get(0)).isEqualTo(item);
    }

    private JsonNode written(ObjectNode answer, String question) throws Exception {
        ResponsesRequestReader.Body read = new ResponsesRequestReader(json).read(json.readTree(question));
        ProviderResponse upstream = new ProviderResponse(200, name -> null, json.writeValueAsBytes(answer));
        ChatReply reply = protocol.reply(upstream, call(read.chat()));
        return json.readTree(new ResponsesAnswerWriter(json, Instant.EPOCH, read.settings())
                .write(Frames.frame(json), reply)
                .toString());
    }

    private JsonNode sent(JsonNode body) throws Exception {
        ChatRequest chat = new ResponsesRequestReader(json).read(body).chat();
        return json.readTree(protocol.body(call(chat), false));
    }

    private List<JsonNode> streamed(List<ObjectNode> events) throws Exception {
        ResponseEvents writer = events();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        deltas(events, true).forEach(delta -> out.writeBytes(writer.step(delta)));
        out.writeBytes(writer.closing(Usage.NONE));
        out.writeBytes(writer.terminal(Usage.NONE));
        return read(out);
    }

    private List<ChatDelta> deltas(List<ObjectNode> events, boolean whole) throws Exception {
        ChatRequest chat = new ResponsesRequestReader(json)
                .read(json.readTree("{\"model\":\"m\",\"input\":\"Hi\",\"stream\":true}"))
                .chat();
        StreamReader reader = protocol.reader(call(chat), headers -> {});
        List<ChatDelta> deltas = new ArrayList<>();
        for (ObjectNode event : events) {
            String data = event.deepCopy().put("obfuscation", "xyz").toString();
            reader.feed(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8), deltas::add);
        }
        assertThat(reader.isDone()).isEqualTo(whole);
        return deltas;
    }

    private List<JsonNode> read(ByteArrayOutputStream out) throws Exception {
        List<JsonNode> events = new ArrayList<>();
        for (String frame : out.toString(StandardCharsets.UTF_8).split("\n\n")) {
            events.add(json.readTree(frame.substring(frame.indexOf("data: ") + 6)));
        }
        return events;
    }

    private ResponseEvents events() {
        return new ResponseEvents(json, Frames.frame(json));
    }

    private static ProviderCall<ChatRequest> call(ChatRequest chat) {
        return new ProviderCall<>(
                Samples.model(ProviderId.OPENAI, "gpt-5", Feature.REASONING),
                chat,
                null,
                quota -> {},
                UnsupportedFieldPolicy.STRICT);
    }

    private ObjectNode event(String type) {
        return json.createObjectNode().put("type", type);
    }

    private ObjectNode answer(ArrayNode output) {
        ObjectNode answer = json.createObjectNode()
                .put("id", "resp_upstream")
                .put("model", "gpt-5-2026")
                .put("status", "completed")
                .put("field_of_tomorrow", "x");
        answer.set("output", output);
        answer.putObject("usage")
                .put("input_tokens", 9)
                .put("output_tokens", 5)
                .put("total_tokens", 14)
                .put("field_of_tomorrow", 1);
        ObjectNode usage = (ObjectNode) answer.get("usage");
        usage.putObject("input_tokens_details").put("cached_tokens", 4).put("cache_write_tokens", 0);
        usage.putObject("output_tokens_details").put("reasoning_tokens", 2);
        return answer;
    }

    /** What other providers have sealed goes back to them alone. */
    private ArrayNode withoutForeign(ArrayNode items) {
        ArrayNode own = json.createArrayNode();
        items.forEach(item -> {
            if (!item.path("encrypted_content").asText().startsWith("qm1.")) {
                own.add(item);
            }
        });
        return own;
    }
}
