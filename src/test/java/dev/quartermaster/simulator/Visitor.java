package dev.quartermaster.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Talks to a simulator the way any HTTP client would. Registered as an extension it starts one for the tests of a class,
 * forgets faults and calls after each test, and closes it at the end.
 */
final class Visitor implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Supplier<Simulator> start;
    private Simulator simulator;

    Visitor() {
        this(() -> Simulator.start(0));
    }

    Visitor(Clock clock) {
        this(() -> Simulator.start(0, clock));
    }

    /** Visits a simulator that the test starts and closes. */
    Visitor(Simulator running) {
        this(() -> running);
        simulator = running;
    }

    private Visitor(Supplier<Simulator> start) {
        this.start = start;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        simulator = start.get();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        simulator.faults().clear();
        simulator.calls().clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        simulator.close();
    }

    Simulator simulator() {
        return simulator;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return client.send(request(path).DELETE().build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return client.send(asking(path, body).build(), BodyHandlers.ofString());
    }

    HttpResponse<byte[]> postForBytes(String path, String body) throws IOException, InterruptedException {
        return client.send(asking(path, body).build(), BodyHandlers.ofByteArray());
    }

    HttpClient client() {
        return client;
    }

    /** A request with every provider's headers; its key ends with {@code -0042}. */
    HttpRequest.Builder asking(String path, String body) {
        return request(path)
                .header("content-type", "application/json")
                .header("authorization", "Bearer test-key-0042")
                .header("x-api-key", "test-key-0042")
                .header("x-goog-api-key", "test-key-0042")
                .header("anthropic-version", "2023-06-01")
                .POST(BodyPublishers.ofString(body));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path)).timeout(Duration.ofSeconds(10));
    }

    static JsonNode json(HttpResponse<String> response) throws JsonProcessingException {
        return JSON.readTree(response.body());
    }

    static JsonNode json(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }

    /** The JSON of each server-sent event, in order; a terminal marker that is not JSON is left out. */
    static List<JsonNode> jsonEvents(String body) throws JsonProcessingException {
        List<JsonNode> events = new ArrayList<>();
        for (String event : events(body)) {
            if (!event.equals("[DONE]")) {
                events.add(json(event));
            }
        }
        return events;
    }

    /** The data of each server-sent event, in order. */
    static List<String> events(String body) {
        List<String> events = new ArrayList<>();
        for (String line : body.split("\n")) {
            if (line.startsWith("data: ")) {
                events.add(line.substring("data: ".length()));
            }
        }
        return events;
    }
}
