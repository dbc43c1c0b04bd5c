package dev.quartermaster.api.strict;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.testing.ForAll;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever a provider says, and however its bytes arrive: a stream keeps every law of its dialect, and loses nothing. */
@QuarkusTest
class StrictClientsComponentTest {

    private static final List<String> MODELS = List.of(
            "openai/gpt-4o-mini",
            "anthropic/claude-haiku-4-5",
            "google/gemini-2.5-flash",
            "ollama/gemma4:31b",
            "bedrock/anthropic.claude-haiku-4-5-20251001-v1:0");

    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void calm() {
        given().delete("/simulator/faults").then().statusCode(204);
    }

    @Test
    void everyAnswerArrivesWholeInEveryDialect() {
        ForAll.seeds(random -> {
            RandomAnswer answer = new RandomAnswer(random);
            script(answer.script());
            String model = MODELS.get(random.nextInt(MODELS.size()));

            Told told = inSomeDialect(model, random);

            assertThat(told.failed()).as(model).isFalse();
            assertThat(told.text()).as(model).isEqualTo(answer.text());
            assertThat(told.calls()).as(model).isEqualTo(answer.calls());
            if (shows(model)) {
                assertThat(told.thinking()).as(model).isEqualTo(answer.thinking());
            }
        });
    }

    @Test
    void anAnswerThatBreaksOffEndsInExactlyOneError() {
        ForAll.seeds(random -> {
            String text = "The needle points. ".repeat(40) + new RandomAnswer(random).text();
            String model = MODELS.get(random.nextInt(MODELS.size()));
            script(broken(random).put("provider", "*").put("text", text));

            Told told = inSomeDialect(model, random);

            assertThat(told.failed()).as(model).isTrue();
            assertThat(text).as(model).startsWith(told.text());
            assertThat(told.text()).as(model).isNotEmpty();
        });
    }

    /** Faults that come after the first content, whatever the protocol. */
    private static ObjectNode broken(RandomGenerator random) {
        ObjectNode fault = JsonNodeFactory.instance.objectNode();
        return switch (random.nextInt(3)) {
            case 0 -> fault.put("kind", "malformed");
            case 1 -> fault.put("kind", "cut").put("after_bytes", 8_000 + random.nextInt(400));
            default ->
                fault.put("kind", "error_event")
                        .put("after_events", 1 + random.nextInt(9))
                        .put("status", random.nextBoolean() ? 503 : 500);
        };
    }

    private Told inSomeDialect(String model, RandomGenerator random) throws Exception {
        String question = "{\"model\":\"" + model + "\",\"stream\":true,";
        String messages = "\"messages\":[{\"role\":\"user\",\"content\":\"Where am I?\"}]";
        switch (random.nextInt(3)) {
            case 0:
                boolean usage = random.nextBoolean();
                String options = usage ? "\"stream_options\":{\"include_usage\":true}," : "";
                return StrictChat.read(stream("/v1/chat/completions", question + options + messages + "}"), usage);
            case 1:
                return StrictMessages.read(stream("/v1/messages", question + "\"max_tokens\":4000," + messages + "}"));
            default:
                return StrictResponses.read(stream("/v1/responses", question + "\"input\":\"Where am I?\"}"));
        }
    }

    /** OpenAI's own models need not show anything of their reasoning. */
    private static boolean shows(String model) {
        return !model.startsWith("openai/");
    }

    private void script(ObjectNode fault) {
        calm();
        given().contentType("application/json")
                .body(fault.toString())
                .post("/simulator/faults")
                .then()
                .statusCode(201);
    }

    private List<Event> stream(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        String stream = new String(response.body(), StandardCharsets.UTF_8);
        assertThat(response.statusCode()).as(stream).isEqualTo(200);
        return Event.all(stream);
    }
}
