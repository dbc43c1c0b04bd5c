package dev.quartermaster.alerts;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.sse.SseEventSource;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every stream of ours is there for clients that accept events only, as browsers' EventSource does. */
@QuarkusTest
class EventSourceComponentTest {

    @Inject
    AlertService alerts;

    @Test
    void anEventSourceHearsOfAlerts() {
        String subject = "source-" + UUID.randomUUID();
        List<String> heard = new CopyOnWriteArrayList<>();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        Client client = ClientBuilder.newClient();
        try (SseEventSource source = source(client, "/api/v1/alerts/stream")) {
            source.register(event -> heard.add(event.getName() + " " + event.readData()), failures::add);
            source.open();

            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                alerts.raise(new AlertRequest(AlertKind.QUALITY_SWITCH, subject + heard.size(), "told", Map.of()));
                assertThat(heard).anyMatch(event -> event.startsWith("alert {") && event.contains(subject));
            });
            assertThat(failures).isEmpty();
        } finally {
            client.close();
        }
    }

    @Test
    void anEventSourceHearsOfASimulation() {
        String id = given().contentType("application/json")
                .body("{}")
                .post("/api/v1/simulations")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        List<String> heard = new CopyOnWriteArrayList<>();
        Client client = ClientBuilder.newClient();
        try (SseEventSource source = source(client, "/api/v1/simulations/" + id + "/events")) {
            source.register(event -> heard.add(event.getName()));
            source.open();

            await().atMost(Duration.ofMinutes(1)).until(() -> !heard.isEmpty());
        } finally {
            client.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "*/*", "application/json, text/event-stream"})
    void theAlertsAcceptWhatClientsSay(String accept) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/api/v1/alerts/stream"))
                .header("accept", accept)
                .build();
        HttpResponse<InputStream> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type").orElseThrow())
                    .startsWith("text/event-stream");
            assertThat(body.read()).isEqualTo(':');
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, messages, text/event-stream",
        "/v1/chat/completions, messages, */*",
        "/v1/messages, messages, text/event-stream",
        "/v1/messages, messages, */*",
        "/v1/responses, input, text/event-stream",
        "/v1/responses, input, */*"
    })
    void answersAreStreamedToWhoAcceptsEventsOnly(String path, String field, String accept) {
        String body = given().contentType("application/json")
                .header("accept", accept)
                .body("{\"model\":\"openai/gpt-4o\",\"max_tokens\":100,\"stream\":true,\"" + field
                        + "\":[{\"role\":\"user\",\"content\":\"north?\"}]}")
                .post(path)
                .then()
                .statusCode(200)
                .contentType(org.hamcrest.Matchers.startsWith("text/event-stream"))
                .extract()
                .asString();

        assertThat(body).contains("data: {").doesNotContain("data:data:");
    }

    private static SseEventSource source(Client client, String path) {
        return SseEventSource.target(client.target("http://localhost:" + RestAssured.port + path))
                .build();
    }
}
