package dev.quartermaster.simulator;

import static dev.quartermaster.simulator.Visitor.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OllamaChatTest {

    private static final String CHAT = "/ollama/api/chat";

    @RegisterExtension
    static final Visitor visitor = new Visitor();

    private static String asks(String text, String more) {
        return "{\"model\":\"qwen3:8b\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]" + more + "}";
    }

    @Test
    void answersWhole() throws Exception {
        JsonNode body = json(visitor.post(CHAT, asks("Hi", ",\"stream\":false")));

        assertThat(body.at("/message/content").asText())
                .isEqualTo("Hello, this is qwen3:8b, played by the simulator. You said: Hi");
        assertThat(body.path("done").asBoolean()).isTrue();
        assertThat(body.path("done_reason").asText()).isEqualTo("stop");
        assertThat(body.path("prompt_eval_count").asInt()).isEqualTo(1);
        assertThat(body.path("eval_count").asInt()).isEqualTo(16);
        assertThat(body.path("total_duration").asLong()).isEqualTo(17_000_000);
    }

    @Test
    void streamsLinesByDefault() throws Exception {
        HttpResponse<String> response = visitor.post(CHAT, asks("Hi", ""));

        List<String> lines = response.body().lines().toList();
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(json(line).at("/message/content").asText());
        }
        assertThat(response.headers().firstValue("content-type")).contains("application/x-ndjson");
        assertThat(text).hasToString("Hello, this is qwen3:8b, played by the simulator. You said: Hi");
        assertThat(lines.subList(0, lines.size() - 1)).allMatch(line -> line.contains("\"done\":false"));
        assertThat(json(lines.get(lines.size() - 1)).path("eval_count").asInt()).isEqualTo(16);
        assertThat(visitor.post(CHAT, asks("Hi", "")).body()).isEqualTo(response.body());
    }

    @Test
    void toolArgumentsAreObjects() throws Exception {
        JsonNode body = json(visitor.post(CHAT, asks("Rain?", """
                        ,"stream":false,"tools":[{"type":"function","function":{"name":"weather",
                          "parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]""")));

        assertThat(body.at("/message/tool_calls/0/function/arguments/city").asText())
                .isEqualTo("sample city");
    }

    @Test
    void thinksAndFollowsAFormatWhenAsked() throws Exception {
        JsonNode body = json(visitor.post(CHAT, asks("Hi", """
                        ,"stream":false,"think":true,
                        "format":{"type":"object","properties":{"ok":{"type":"boolean"}}}""")));

        assertThat(body.at("/message/thinking").asText()).isNotEmpty();
        assertThat(body.at("/message/content").asText()).isEqualTo("{\"ok\":true}");
    }

    @Test
    void errorsAreOneField() throws Exception {
        HttpResponse<String> response = visitor.post(CHAT, "{\"messages\":[]}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("{\"error\":\"'model' is required\"}");
    }

    @Test
    void listsModelsAndVersion() throws Exception {
        assertThat(json(visitor.get("/ollama/api/version")).path("version").asText())
                .matches("\\d+\\.\\d+\\.\\d+");
        assertThat(json(visitor.get("/ollama/api/tags")).path("models").findValuesAsText("model"))
                .contains("qwen3:8b");
        assertThat(json(visitor.get("/ollama/api/ps")).path("models")).isNotEmpty();
        assertThat(json(visitor.post("/ollama/api/show", "{\"model\":\"qwen3:8b\"}"))
                        .path("capabilities"))
                .isNotEmpty();
    }

    @Test
    void embeds() throws Exception {
        JsonNode body =
                json(visitor.post("/ollama/api/embed", "{\"model\":\"nomic-embed-text\",\"input\":[\"a\",\"b\"]}"));

        assertThat(body.path("embeddings")).hasSize(2);
        assertThat(body.at("/embeddings/0")).hasSize(768).isNotEqualTo(body.at("/embeddings/1"));
    }
}
