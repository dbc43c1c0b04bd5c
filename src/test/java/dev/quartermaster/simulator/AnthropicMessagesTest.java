package dev.quartermaster.simulator;

import static dev.quartermaster.simulator.Visitor.json;
import static dev.quartermaster.simulator.Visitor.jsonEvents;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AnthropicMessagesTest {

    private static final String MESSAGES = "/anthropic/v1/messages";
    private static final String TOOLS = """
            ,"tools":[{"name":"weather","input_schema":{"type":"object","properties":{"city":{"type":"string"}}}}]""";
    private static final String THINKS = ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}";

    @RegisterExtension
    static final Visitor visitor = new Visitor();

    private static String asks(String text, String more) {
        return "{\"model\":\"claude-sonnet-5\",\"max_tokens\":1000,\"messages\":[{\"role\":\"user\",\"content\":\""
                + text + "\"}]" + more + "}";
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream().map(event -> event.path("type").asText()).toList();
    }

    @Test
    void answersWhole() throws Exception {
        HttpResponse<String> response = visitor.post(MESSAGES, asks("Hi", ""));

        JsonNode body = json(response);
        assertThat(response.headers().firstValue("request-id")).isPresent();
        assertThat(response.headers().firstValue("anthropic-ratelimit-requests-remaining"))
                .isPresent();
        assertThat(body.at("/content/0/text").asText())
                .isEqualTo("Hello, this is claude-sonnet-5, played by the simulator. You said: Hi");
        assertThat(body.path("stop_reason").asText()).isEqualTo("end_turn");
        assertThat(body.at("/usage/input_tokens").asInt()).isEqualTo(1);
        assertThat(body.at("/usage/output_tokens").asInt()).isEqualTo(18);
    }

    @Test
    void streamsEventsInTheExactOrder() throws Exception {
        HttpResponse<String> response = visitor.post(MESSAGES, asks("Hi", ",\"stream\":true"));

        List<JsonNode> events = jsonEvents(response.body());
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(event.at("/delta/text").asText()));
        assertThat(types(events))
                .startsWith("message_start", "content_block_start", "ping", "content_block_delta")
                .endsWith("content_block_delta", "content_block_stop", "message_delta", "message_stop");
        assertThat(response.body().lines().filter(line -> line.startsWith("event: ")))
                .containsExactlyElementsOf(
                        types(events).stream().map(type -> "event: " + type).toList());
        assertThat(text).hasToString("Hello, this is claude-sonnet-5, played by the simulator. You said: Hi");
        assertThat(events.get(0).at("/message/usage/input_tokens").asInt()).isEqualTo(1);
        assertThat(events.get(events.size() - 2).at("/usage/output_tokens").asInt())
                .isEqualTo(18);
        assertThat(visitor.post(MESSAGES, asks("Hi", ",\"stream\":true")).body())
                .isEqualTo(response.body());
    }

    @Test
    void thinksWithASignatureThatMustComeBackWhole() throws Exception {
        JsonNode thinking = json(visitor.post(MESSAGES, asks("Hi", THINKS))).at("/content/0");
        String back = "{\"model\":\"claude-sonnet-5\",\"max_tokens\":10,\"messages\":["
                + "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":[" + thinking + "]},"
                + "{\"role\":\"user\",\"content\":\"And?\"}]}";

        assertThat(thinking.path("type").asText()).isEqualTo("thinking");
        assertThat(thinking.path("signature").asText()).isNotEmpty();
        assertThat(visitor.post(MESSAGES, back).statusCode()).isEqualTo(200);
        assertThat(visitor.post(MESSAGES, back.replace("plain", "fancy")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void streamsThinkingBeforeTheText() throws Exception {
        List<JsonNode> events = jsonEvents(
                visitor.post(MESSAGES, asks("Hi", THINKS + ",\"stream\":true")).body());

        List<String> deltas = events.stream()
                .map(event -> event.at("/delta/type").asText())
                .filter(type -> !type.isEmpty())
                .distinct()
                .toList();
        assertThat(deltas).containsExactly("thinking_delta", "signature_delta", "text_delta");
        assertThat(events.get(1).path("content_block"))
                .isEqualTo(json("{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}"));
    }

    @Test
    void streamsToolInputInPieces() throws Exception {
        List<JsonNode> events = jsonEvents(visitor.post(MESSAGES, asks("Rain? [parallel]", TOOLS + ",\"stream\":true"))
                .body());

        StringBuilder input = new StringBuilder();
        for (JsonNode event : events) {
            if (event.path("index").asInt() == 1) {
                input.append(event.at("/delta/partial_json").asText());
            }
        }
        assertThat(input).hasToString("{\"city\":\"sample city\"}");
        assertThat(events.stream().filter(event -> event.path("type").asText().equals("content_block_start")))
                .hasSize(2)
                .allMatch(event -> event.at("/content_block/input").isEmpty());
        assertThat(events.get(events.size() - 2).at("/delta/stop_reason").asText())
                .isEqualTo("tool_use");
    }

    @Test
    void callsOneToolWhenSeveralAreForbidden() throws Exception {
        JsonNode body = json(visitor.post(
                MESSAGES,
                asks(
                        "Rain? [parallel]",
                        TOOLS + ",\"tool_choice\":{\"type\":\"auto\",\"disable_parallel_tool_use\":true}")));

        assertThat(body.path("content")).hasSize(1);
        assertThat(body.at("/content/0/input/city").asText()).isEqualTo("sample city");
    }

    @Test
    void cachedTokensStandBesideTheInput() throws Exception {
        visitor.simulator().script("""
                {"provider":"anthropic",
                 "usage":{"input":5,"cache_read":100,"cache_write_5m":20,"cache_write_1h":3,"output":7}}""");

        JsonNode usage = json(visitor.post(MESSAGES, asks("Hi", ""))).path("usage");

        assertThat(usage).isEqualTo(json("""
                                {"input_tokens":5,"cache_creation_input_tokens":23,"cache_read_input_tokens":100,
                                 "cache_creation":{"ephemeral_5m_input_tokens":20,"ephemeral_1h_input_tokens":3},
                                 "output_tokens":7,"service_tier":"standard"}"""));
    }

    @Test
    void countsTokensAndListsModels() throws Exception {
        assertThat(json(visitor.post(MESSAGES + "/count_tokens", asks("12345", "")))
                        .path("input_tokens")
                        .asInt())
                .isEqualTo(2);
        HttpResponse<String> models = visitor.client()
                .send(
                        visitor.request("/anthropic/v1/models")
                                .header("x-api-key", "k")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(json(models).path("data").findValuesAsText("id")).contains("claude-sonnet-5");
    }

    @Test
    void refusesWhatAnthropicRefuses() throws Exception {
        String noLimit = asks("Hi", "").replace("\"max_tokens\":1000,", "");
        HttpResponse<String> response = visitor.post(MESSAGES, noLimit);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("type").asText()).isEqualTo("error");
        assertThat(json(response).at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(json(response).path("request_id").asText())
                .isEqualTo(response.headers().firstValue("request-id").orElseThrow());
        assertThat(visitor.post(MESSAGES, asks("Hi", "").replace("\"user\"", "\"system\""))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void anEnforcedSpendLimitIsA429WithoutRetryAfter() throws Exception {
        visitor.simulator().script("{\"provider\":\"anthropic\",\"kind\":\"spend_limit\"}");

        HttpResponse<String> response = visitor.post(MESSAGES, asks("Hi", ""));

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("retry-after")).isEmpty();
        assertThat(json(response).at("/error/details/error_code").asText()).isEqualTo("enforced_spend_limit_reached");
    }

    @Test
    void overloadedIsAnEventInsideAStream() throws Exception {
        visitor.simulator().script("{\"provider\":\"anthropic\",\"kind\":\"error_event\",\"status\":529}");

        String body = visitor.post(MESSAGES, asks("Hi", ",\"stream\":true")).body();

        assertThat(types(jsonEvents(body))).endsWith("content_block_delta", "error");
        assertThat(body).contains("event: error\ndata: ").contains("overloaded_error");
    }
}
