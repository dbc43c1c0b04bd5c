package dev.quartermaster.simulator;

import static dev.quartermaster.simulator.Visitor.events;
import static dev.quartermaster.simulator.Visitor.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OpenAiChatTest {

    private static final String CHAT = "/openai/v1/chat/completions";
    private static final String TOOLS = """
            ,"tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object",
              "properties":{"city":{"type":"string"},"days":{"type":"integer","minimum":2}}}}}]""";

    @RegisterExtension
    static final Visitor visitor = new Visitor();

    private static String asks(String text, String more) {
        return "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]" + more + "}";
    }

    @Test
    void answersWithTheModelAndTheQuestion() throws Exception {
        HttpResponse<String> response = visitor.post(CHAT, asks("What is a quartermaster?", ""));

        JsonNode body = json(response);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-request-id")).isPresent();
        assertThat(response.headers().firstValue("x-ratelimit-remaining-requests"))
                .contains("9999");
        assertThat(body.at("/choices/0/message/content").asText())
                .isEqualTo("Hello, this is gpt-4o, played by the simulator. You said: What is a quartermaster?");
        assertThat(body.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(body.at("/usage/prompt_tokens").asInt()).isEqualTo(6);
        assertThat(body.at("/usage/completion_tokens").asInt()).isEqualTo(21);
        assertThat(body.at("/usage/total_tokens").asInt()).isEqualTo(27);
    }

    @Test
    void theSameRequestGetsTheSameBytes() throws Exception {
        for (String more : List.of("", ",\"stream\":true", TOOLS)) {
            byte[] first = visitor.postForBytes(CHAT, asks("Again?", more)).body();

            assertThat(visitor.postForBytes(CHAT, asks("Again?", more)).body()).isEqualTo(first);
        }
    }

    @Test
    void streamsTheSameTextWordByWord() throws Exception {
        HttpResponse<String> response =
                visitor.post(CHAT, asks("Hi", ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"));

        List<String> events = events(response.body());
        StringBuilder text = new StringBuilder();
        for (String event : events.subList(0, events.size() - 1)) {
            text.append(json(event).at("/choices/0/delta/content").asText(""));
        }
        JsonNode usage = json(events.get(events.size() - 2));
        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("text/event-stream");
        assertThat(text).hasToString("Hello, this is gpt-4o, played by the simulator. You said: Hi");
        assertThat(events.size()).isGreaterThan(12);
        assertThat(json(events.get(0)).at("/choices/0/delta/role").asText()).isEqualTo("assistant");
        assertThat(json(events.get(0)).has("usage")).isTrue();
        assertThat(json(events.get(events.size() - 3))
                        .at("/choices/0/finish_reason")
                        .asText())
                .isEqualTo("stop");
        assertThat(usage.path("choices")).isEmpty();
        assertThat(usage.at("/usage/completion_tokens").asInt()).isEqualTo(15);
        assertThat(events.get(events.size() - 1)).isEqualTo("[DONE]");
    }

    @Test
    void streamsNoUsageUnlessAsked() throws Exception {
        HttpResponse<String> response = visitor.post(CHAT, asks("Hi", ",\"stream\":true"));

        assertThat(response.body()).doesNotContain("usage").endsWith("data: [DONE]\n\n");
    }

    @Test
    void callsTheToolOnOffer() throws Exception {
        JsonNode body = json(visitor.post(CHAT, asks("Rain?", TOOLS)));

        JsonNode call = body.at("/choices/0/message/tool_calls/0");
        assertThat(body.at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(body.at("/choices/0/message/content").isNull()).isTrue();
        assertThat(call.at("/function/name").asText()).isEqualTo("weather");
        assertThat(json(call.at("/function/arguments").asText()))
                .isEqualTo(json("{\"city\":\"sample city\",\"days\":2}"));
    }

    @Test
    void callsSeveralToolsAtOnceWhenAskedTo() throws Exception {
        HttpResponse<String> response = visitor.post(CHAT, asks("Rain? [parallel]", TOOLS + ",\"stream\":true"));

        List<String> ids = new ArrayList<>();
        StringBuilder[] arguments = {new StringBuilder(), new StringBuilder()};
        for (String event : events(response.body())) {
            if (event.equals("[DONE]")) {
                continue;
            }
            JsonNode call = json(event).at("/choices/0/delta/tool_calls/0");
            if (call.has("id")) {
                ids.add(call.path("id").asText());
            }
            if (call.has("index")) {
                arguments[call.path("index").asInt()].append(
                        call.at("/function/arguments").asText());
            }
        }
        assertThat(ids).hasSize(2).doesNotHaveDuplicates();
        assertThat(arguments[0])
                .hasToString(arguments[1].toString())
                .hasToString("{\"city\":\"sample city\",\"days\":2}");
    }

    @Test
    void callsNoToolWhenForbiddenOrAfterAResult() throws Exception {
        JsonNode told = json(visitor.post(CHAT, asks("Rain?", TOOLS + ",\"tool_choice\":\"none\"")));
        JsonNode answered = json(visitor.post(
                CHAT,
                "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"sunny\"}]"
                        + TOOLS + "}"));

        assertThat(told.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(answered.at("/choices/0/message/content").asText()).endsWith("The tool said: sunny");
    }

    @Test
    void followsASchema() throws Exception {
        JsonNode body = json(visitor.post(CHAT, asks("A hero", """
                        ,"response_format":{"type":"json_schema","json_schema":{"name":"hero","schema":{
                          "type":"object","required":["name","level","tags"],
                          "properties":{"name":{"type":"string"},"level":{"type":"integer"},
                            "class":{"enum":["mage","rogue"]},"tags":{"type":"array","items":{"type":"string"}},
                            "pet":{"$ref":"#/$defs/pet"}},
                          "$defs":{"pet":{"anyOf":[{"type":"object","properties":{"age":{"type":"number"}}}]}}}}}""")));

        assertThat(json(body.at("/choices/0/message/content").asText())).isEqualTo(json("""
                                {"name":"sample name","level":1,"class":"mage","tags":["sample tags"],"pet":{"age":1}}"""));
    }

    @Test
    void givesSeveralChoicesAndLogprobs() throws Exception {
        JsonNode body = json(visitor.post(CHAT, asks("Hi", ",\"n\":2,\"logprobs\":true,\"top_logprobs\":2")));

        assertThat(body.path("choices")).hasSize(2);
        assertThat(body.at("/choices/1/index").asInt()).isEqualTo(1);
        assertThat(body.at("/choices/0/logprobs/content/0/token").asText()).isEqualTo("Hello,");
        assertThat(body.at("/choices/0/logprobs/content/0/top_logprobs")).hasSize(2);
        assertThat(body.at("/usage/completion_tokens").asInt()).isEqualTo(30);
    }

    @Test
    void stopsAtALimitAndAtAStopText() throws Exception {
        JsonNode limited = json(visitor.post(CHAT, asks("Hi", ",\"max_tokens\":2")));
        JsonNode stopped = json(visitor.post(CHAT, asks("Hi", ",\"stop\":[\" played\"]")));

        assertThat(limited.at("/choices/0/message/content").asText()).isEqualTo("Hello, t");
        assertThat(limited.at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(stopped.at("/choices/0/message/content").asText()).isEqualTo("Hello, this is gpt-4o,");
        assertThat(stopped.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void refusesWhatOpenAiRefuses() throws Exception {
        HttpResponse<String> malformed = visitor.post(CHAT, "{\"model\":");
        HttpResponse<String> noModel = visitor.post(CHAT, "{\"messages\":[]}");
        HttpResponse<String> noMessages = visitor.post(CHAT, "{\"model\":\"gpt-4o\"}");
        HttpResponse<String> oldLimit = visitor.post(
                CHAT, "{\"model\":\"gpt-5\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");

        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(json(malformed).at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(json(noModel).at("/error/param").asText()).isEqualTo("model");
        assertThat(json(noMessages).at("/error/param").asText()).isEqualTo("messages");
        assertThat(json(oldLimit).at("/error/code").asText()).isEqualTo("unsupported_parameter");
    }

    @Test
    void wantsAKey() throws Exception {
        HttpResponse<String> response = visitor.client()
                .send(
                        visitor.request(CHAT)
                                .POST(BodyPublishers.ofString(asks("Hi", "")))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(json(response).at("/error/code").asText()).isEqualTo("invalid_api_key");
    }

    @Test
    void listsModels() throws Exception {
        JsonNode list = json(visitor.client()
                .send(
                        visitor.request("/openai/v1/models")
                                .header("authorization", "Bearer k")
                                .build(),
                        BodyHandlers.ofString()));

        assertThat(list.path("object").asText()).isEqualTo("list");
        assertThat(list.path("data").findValuesAsText("id")).contains("gpt-4o", "o3");
    }

    @Test
    void anUnknownPathIsAnOpenAiError() throws Exception {
        HttpResponse<String> response = visitor.post("/openai/v1/nothing", "{}");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(json(response).at("/error/message").asText()).contains("/openai/v1/nothing");
    }
}
