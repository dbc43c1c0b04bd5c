package dev.quartermaster.alerts;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.alerts.AlertService.AlertWindow;
import dev.quartermaster.telemetry.SafeMetrics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Alerts with their database and their interface. */
@QuarkusTest
class AlertComponentTest {

    @Inject
    AlertService alerts;

    @Inject
    AlertRepository rows;

    @Inject
    AlertRetention retention;

    @Inject
    AlertPipeline room;

    @Inject
    AlertsConfig config;

    @Inject
    WebhookCall webhooks;

    @Inject
    ObjectMapper json;

    @Inject
    SafeMetrics measuring;

    @Inject
    Clock clock;

    @Test
    void whatIsToldIsListedKeptAndAcknowledgedOnce() {
        String subject = "agent-" + UUID.randomUUID();
        alerts.raise(new AlertRequest(AlertKind.UNUSUAL_USAGE, subject, "much", Map.of("times", 4)));

        String id = given().queryParam("subject", subject)
                .get("/api/v1/alerts")
                .then()
                .statusCode(200)
                .body("data.size()", equalTo(1))
                .body("data[0].kind", equalTo("unusual_usage"))
                .body("data[0].facts.times", equalTo(4))
                .body("data[0].window_ends_at", notNullValue())
                .body("data[0].acknowledged_at", nullValue())
                .body("next_cursor", nullValue())
                .extract()
                .path("data[0].id");
        AlertFilter same = new AlertFilter(null, subject, null, null, null, null, null);
        await().atMost(Duration.ofMinutes(1)).until(() -> stored(same).size() == 1);

        when().post("/api/v1/alerts/" + id + "/ack").then().statusCode(200).body("acknowledged_by", notNullValue());
        when().post("/api/v1/alerts/" + id + "/ack").then().statusCode(200);
        await().atMost(Duration.ofMinutes(1)).until(() -> stored(same).get(0).acknowledgedAt() != null);
        given().queryParam("subject", subject)
                .queryParam("acknowledged", "false")
                .get("/api/v1/alerts")
                .then()
                .body("data.size()", equalTo(0));
    }

    @Test
    void pagesFollowEachOther() {
        String run = UUID.randomUUID().toString();
        for (int i = 0; i < 3; i++) {
            alerts.raise(new AlertRequest(AlertKind.QUALITY_SWITCH, run + i, "low", Map.of()));
        }
        var first = given().queryParam("kind", "quality_switch")
                .queryParam("limit", 2)
                .get("/api/v1/alerts");
        String cursor = first.path("next_cursor");

        List<String> second = given().queryParam("kind", "quality_switch")
                .queryParam("limit", 2)
                .queryParam("cursor", cursor)
                .get("/api/v1/alerts")
                .then()
                .statusCode(200)
                .extract()
                .path("data.id");

        assertThat(second).isNotEmpty().doesNotContainAnyElementsOf(first.<List<String>>path("data.id"));
    }

    @Test
    void whatIsToldIsStreamedAsEvents() throws Exception {
        String subject = "stream-" + UUID.randomUUID();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/api/v1/alerts/stream"))
                .build();
        HttpResponse<InputStream> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo(": connected");
            alerts.raise(new AlertRequest(AlertKind.QUALITY_SWITCH, subject, "told while somebody listens", Map.of()));

            List<String> read = new ArrayList<>();
            String line;
            do {
                line = lines.readLine();
                read.add(line);
            } while (line != null && !line.contains(subject));
            assertThat(read).allMatch(each -> each.isEmpty() || each.matches("(: |id: |event: alert|data: \\{).*"));
            assertThat(read.subList(read.size() - 3, read.size()))
                    .satisfiesExactly(
                            id -> assertThat(id).startsWith("id: "),
                            event -> assertThat(event).isEqualTo("event: alert"),
                            data -> assertThat(data).startsWith("data: {"));
        }
    }

    @Test
    void whatAnotherInstanceIsToldIsHeardHereAndToldOnceByAll() {
        AlertPipeline otherRoom = new AlertPipeline(config, rows, webhooks, json, clock, new Random(1));
        AlertService other = new AlertService(config, otherRoom, measuring, clock);
        try {
            String subject = "fleet-" + UUID.randomUUID();
            AlertRequest alertRequest = new AlertRequest(AlertKind.UNUSUAL_USAGE, subject, "much", Map.of());
            AlertFilter same = new AlertFilter(null, subject, null, null, null, null, null);

            other.raise(alertRequest);

            await().atMost(Duration.ofMinutes(1))
                    .until(() -> room.buffer().list(same).size() == 1);
            alerts.raise(alertRequest);
            assertThat(room.buffer().list(same)).as("it is known here").hasSize(1);
            assertThat(stored(same)).hasSize(1);
            Boolean first = rows.save(room.buffer().list(same).get(0)).await().atMost(Duration.ofMinutes(1));
            assertThat(first).as("whoever comes later does not send it").isFalse();
        } finally {
            otherRoom.stop(null);
        }
    }

    @Test
    void whatIsOldIsForgotten() {
        String run = UUID.randomUUID().toString();
        AlertWindow window = new AlertWindow(Duration.ofHours(1));
        List<Duration> ages = List.of(Duration.ofDays(91), Duration.ofDays(89));
        for (Duration age : ages) {
            AlertRequest alertRequest = new AlertRequest(AlertKind.QUALITY_SWITCH, run + age, "low", Map.of());
            Instant past = Instant.now().minus(age);
            rows.save(window.alert(alertRequest, past, past)).await().atMost(Duration.ofMinutes(1));
        }

        retention.deleteExpired().await().atMost(Duration.ofMinutes(1));

        assertThat(ages)
                .filteredOn(age -> stored(new AlertFilter(null, run + age, null, null, null, null, null))
                        .isEmpty())
                .containsExactly(Duration.ofDays(91));
    }

    @Test
    void badInputIsRefusedByName() {
        given().queryParam("kind", "nonsense")
                .get("/api/v1/alerts")
                .then()
                .statusCode(400)
                .body("detail", containsString("budget_threshold"));
        given().queryParam("acknowledged", "maybe").get("/api/v1/alerts").then().statusCode(400);
        given().queryParam("from", "yesterday").get("/api/v1/alerts").then().statusCode(400);
        given().queryParam("cursor", "xx").get("/api/v1/alerts").then().statusCode(400);
        given().queryParam("limit", 0).get("/api/v1/alerts").then().statusCode(400);
        when().post("/api/v1/alerts/" + UUID.randomUUID() + "/ack").then().statusCode(404);
        when().post("/api/v1/alerts/nonsense/ack").then().statusCode(404);
        given().header("Last-Event-ID", "x").get("/api/v1/alerts/stream").then().statusCode(400);
    }

    @Test
    void theStatusNamesThem() {
        when().get("/api/v1/status")
                .then()
                .body("dependencies.name", hasItem("alerts"))
                .body("dependencies.name", hasItem("alert_webhooks"))
                .body("dependencies.name", hasItem("providers"));
    }

    private List<Alert> stored(AlertFilter filter) {
        return rows.list(filter, 10).await().atMost(Duration.ofMinutes(1));
    }
}
