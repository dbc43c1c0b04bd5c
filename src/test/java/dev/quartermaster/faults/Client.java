package dev.quartermaster.faults;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Asks without waiting. */
final class Client {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @param fallbacks models that may answer in its place, in order */
    record Question(Dialect dialect, String model, List<String> fallbacks, boolean stream, String task, String prompt) {

        String body() {
            ObjectNode body = JSON.createObjectNode().put("model", model).put("stream", stream);
            dialect.ask(body, prompt);
            ArrayNode others = body.putObject("quartermaster").putArray("fallbacks");
            fallbacks.forEach(others::add);
            if (!stream) {
                body.remove("stream_options");
            }
            return body.toString();
        }
    }

    CompletableFuture<Seen> ask(Question question, Duration patience) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port
                        + question.dialect().path()))
                .header("content-type", "application/json")
                .header("x-task-id", question.task())
                .timeout(patience)
                .POST(HttpRequest.BodyPublishers.ofString(question.body()))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> question.dialect().read(response, question.stream()));
    }

    /** Reads a stream as far as a word, and leaves once something holds. */
    void leave(Question question, String word, Callable<Boolean> when) throws Exception {
        HttpResponse<InputStream> response =
                http.send(request(question).build(), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (!line.contains(word)) {
                line = lines.readLine();
            }
            await().atMost(Duration.ofMinutes(1)).until(when);
        }
    }

    private static HttpRequest.Builder request(Question question) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port
                        + question.dialect().path()))
                .header("content-type", "application/json")
                .header("x-task-id", question.task())
                .POST(HttpRequest.BodyPublishers.ofString(question.body()));
    }
}
