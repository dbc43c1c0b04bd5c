package dev.quartermaster.simulator;

import static dev.quartermaster.simulator.Visitor.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.testing.MutableClock;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripting faults and reading calls, over HTTP. */
class ScriptTest {

    private static final String CHAT = "/openai/v1/chat/completions";
    private static final String HI = "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    private static final MutableClock clock = new MutableClock(Instant.parse("2026-02-03T04:05:06Z"));

    @RegisterExtension
    static final Visitor visitor = new Visitor(clock);

    private static int statusOf(String body) throws Exception {
        return visitor.post(CHAT, body).statusCode();
    }

    @Test
    void aFaultForTwoCallsMeetsTwoCalls() throws Exception {
        HttpResponse<String> added = visitor.post("/faults", "{\"provider\":\"openai\",\"status\":503,\"times\":2}");

        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(json(added).path("kind").asText()).isEqualTo("status");
        assertThat(json(added).path("remaining").asInt()).isEqualTo(2);
        assertThat(statusOf(HI)).isEqualTo(503);
        assertThat(json(visitor.get("/faults")).at("/data/0/remaining").asInt()).isEqualTo(1);
        assertThat(statusOf(HI)).isEqualTo(503);
        assertThat(json(visitor.get("/faults")).path("data")).isEmpty();
        assertThat(statusOf(HI)).isEqualTo(200);
    }

    @Test
    void aFaultForSomeSecondsEndsWithThem() throws Exception {
        JsonNode added = json(visitor.post("/faults", "{\"provider\":\"openai\",\"status\":503,\"seconds\":10}"));

        assertThat(added.path("until").asText()).isEqualTo("2026-02-03T04:05:16Z");
        clock.advance(Duration.ofMillis(9_999));
        assertThat(statusOf(HI)).isEqualTo(503);
        clock.advance(Duration.ofMillis(1));
        assertThat(statusOf(HI)).isEqualTo(200);
    }

    @Test
    void theFirstThatMatchesIsTaken() throws Exception {
        visitor.simulator().script("{\"provider\":\"ollama\",\"status\":500}");
        visitor.simulator().script("{\"provider\":\"openai\",\"model\":\"gpt-4.1\",\"status\":501}");
        visitor.simulator().script("{\"provider\":\"openai\",\"stream\":true,\"status\":502}");
        visitor.simulator().script("{\"provider\":\"openai\",\"operation\":\"models\",\"status\":504}");
        visitor.simulator().script("{\"provider\":\"openai\",\"key_suffix\":\"9999\",\"status\":401}");
        visitor.simulator()
                .script(
                        "{\"provider\":\"*\",\"model\":\"*\",\"operation\":\"*\",\"key_suffix\":\"0042\",\"status\":503}");

        assertThat(statusOf(HI.replace("gpt-4o", "gpt-4.1"))).isEqualTo(501);
        assertThat(statusOf(HI.replace("\"gpt-4o\"", "\"gpt-4o\",\"stream\":true")))
                .isEqualTo(502);
        assertThat(visitor.get("/openai/v1/models").statusCode()).isEqualTo(504);
        assertThat(statusOf(HI)).isEqualTo(503);
    }

    @Test
    void countsAreExactUnderConcurrency() {
        visitor.simulator().script("{\"provider\":\"openai\",\"status\":429,\"times\":37}");
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();

        for (int i = 0; i < 200; i++) {
            calls.add(visitor.client().sendAsync(visitor.asking(CHAT, HI).build(), BodyHandlers.ofString()));
        }

        List<Integer> statuses =
                calls.stream().map(call -> call.join().statusCode()).toList();
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(37);
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(163);
        assertThat(visitor.simulator().calls().total()).isEqualTo(200);
    }

    @Test
    void faultsAreRemoved() throws Exception {
        String id = json(visitor.post("/faults", "{\"provider\":\"openai\",\"status\":503}"))
                .path("id")
                .asText();
        visitor.simulator().script("{\"provider\":\"openai\",\"status\":500}");

        assertThat(visitor.delete("/faults/" + id).statusCode()).isEqualTo(204);
        assertThat(visitor.delete("/faults/" + id).statusCode()).isEqualTo(404);
        assertThat(statusOf(HI)).isEqualTo(500);
        assertThat(visitor.delete("/faults").statusCode()).isEqualTo(204);
        assertThat(statusOf(HI)).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|provider",
                "{\"provider\":7}|provider",
                "{\"provider\":\"Not a name!\"}|provider",
                "{\"provider\":\"*\",\"kind\":\"explode\"}|kind",
                "{\"provider\":\"*\",\"kind\":\"status\"}|status",
                "{\"provider\":\"*\",\"status\":200}|status",
                "{\"provider\":\"*\",\"status\":\"503\"}|status",
                "{\"provider\":\"*\",\"kind\":\"cut\",\"after_bytes\":-1}|after_bytes",
                "{\"provider\":\"*\",\"kind\":\"reset\",\"after_bytes\":1}|after_bytes",
                "{\"provider\":\"*\",\"kind\":\"error_event\",\"stream\":false}|stream",
                "{\"provider\":\"*\",\"stream\":\"yes\"}|stream",
                "{\"provider\":\"*\",\"operation\":\"dance\"}|operation",
                "{\"provider\":\"*\",\"delay_ms\":1.5}|delay_ms",
                "{\"provider\":\"*\",\"headers\":[]}|headers",
                "{\"provider\":\"*\",\"headers\":{\"a\":{}}}|headers.a",
                "{\"provider\":\"*\",\"headers\":{\"a b\":\"c\"}}|headers.a b",
                "{\"provider\":\"*\",\"headers\":{\"a\":\"b\\r\\nc\"}}|headers.a",
                "{\"provider\":\"*\",\"usage\":{\"cached\":1}}|usage.cached",
                "{\"provider\":\"*\",\"usage\":{\"input\":-1}}|input",
                "{\"provider\":\"*\",\"kind\":\"empty\",\"text\":\"x\"}|text",
                "{\"provider\":\"*\",\"times\":0}|times",
                "{\"provider\":\"*\",\"seconds\":\"5\"}|seconds",
                "{\"provider\":\"*\",\"color\":\"red\"}|color",
                "[]|fault"
            })
    void unsupportedFieldsAreRefusedByName(String script, String field) throws Exception {
        HttpResponse<String> response = visitor.post("/faults", script);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(json(response).path("field").asText()).isEqualTo(field);
    }

    @Test
    void aScriptThatIsNotJsonIsRefused() throws Exception {
        assertThat(visitor.post("/faults", "{").statusCode()).isEqualTo(400);
        assertThat(visitor.post("/faults", "").statusCode()).isEqualTo(400);
    }

    @Test
    void callsAreRememberedWithoutSecrets() throws Exception {
        visitor.simulator().script("{\"provider\":\"openai\",\"status\":503,\"times\":1}");
        visitor.post(CHAT, HI);
        visitor.post(CHAT, HI);
        visitor.get("/ollama/api/version");

        HttpResponse<String> response = visitor.get("/calls");

        JsonNode calls = json(response);
        assertThat(response.body()).doesNotContain("test-key");
        assertThat(calls.path("total").asInt()).isEqualTo(3);
        assertThat(calls.path("counts")).isEqualTo(json("""
                                [{"provider":"ollama","operation":"models","model":"","requests":1,"faults":0},
                                 {"provider":"openai","operation":"chat","model":"gpt-4o","requests":2,"faults":1}]"""));
        assertThat(calls.at("/calls/0/path").asText()).isEqualTo("/simulator" + CHAT);
        assertThat(calls.at("/calls/0/body")).isEqualTo(json(HI));
        assertThat(calls.at("/calls/0/headers/authorization").asText()).isEqualTo("(hidden)");
        assertThat(calls.at("/calls/0/key_suffix").asText()).isEqualTo("0042");
        assertThat(calls.at("/calls/0/fault").asText()).startsWith("fault-");
        assertThat(calls.at("/calls/1/fault").isNull()).isTrue();
    }

    @Test
    void callsAreForgottenOnRequestAndNeverGrowWithoutEnd() throws Exception {
        for (int i = 0; i < 300; i++) {
            visitor.get("/ollama/api/version");
        }

        JsonNode calls = json(visitor.get("/calls"));
        assertThat(calls.path("total").asInt()).isEqualTo(300);
        assertThat(calls.path("calls")).hasSize(256);
        JsonNode last = json(visitor.get("/calls?last=2"));
        assertThat(last.path("total").asInt()).isEqualTo(300);
        assertThat(last.path("calls")).hasSize(2);
        assertThat(json(visitor.get("/calls?last=0")).path("calls")).isEmpty();
        assertThat(json(visitor.get("/calls?last=999")).path("calls")).hasSize(256);
        assertThat(visitor.get("/calls?last=-1").statusCode()).isEqualTo(400);
        assertThat(visitor.delete("/calls").statusCode()).isEqualTo(204);
        assertThat(json(visitor.get("/calls")).path("total").asInt()).isZero();
    }

    @Test
    void aLongBodyIsAnsweredButNotKept() throws Exception {
        visitor.post(CHAT, HI.replace("Hi", "x".repeat(70_000)));

        JsonNode calls = json(visitor.get("/calls"));
        assertThat(calls.at("/calls/0/body").isNull()).isTrue();
    }
}
