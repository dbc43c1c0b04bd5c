package dev.quartermaster.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.quartermaster.alerts.Alert.WebhookDelivery;
import dev.quartermaster.alerts.AlertService.AlertWindow;
import dev.quartermaster.alerts.WebhookCall.WebhookResponse;
import dev.quartermaster.testing.MutableClock;
import io.smallrye.mutiny.Uni;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSenderTest {

    private record Target(AlertsConfig.Format format, Optional<String> secret, Optional<List<AlertKind>> kinds)
            implements AlertsConfig.Webhook {
        @Override
        public String url() {
            return "http://hidden.example/T0KEN";
        }
    }

    private record Sent(Map<String, String> headers, String body) {}

    private final ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());
    private final MutableClock clock = new MutableClock("2026-05-01T10:20:00Z");
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final List<WebhookDelivery> told = new CopyOnWriteArrayList<>();
    private WebhookSender sender;

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void itIsSignedOverTimeAndBody() {
        sender(AlertsConfig.Format.JSON, number -> status(200), 2, 10);
        Alert alert = send("a");
        await().until(this::ended);

        assertThat(last().state()).isEqualTo("delivered");
        assertThat(sent.get(0).headers())
                .containsEntry("X-Quartermaster-Alert", alert.id().toString());
        assertThat(sent.get(0).headers().get("X-Quartermaster-Signature"))
                .isEqualTo(WebhookSignature.of(
                        "secret",
                        clock.instant().getEpochSecond(),
                        sent.get(0).body().getBytes(StandardCharsets.UTF_8)));
        assertThat(sent.get(0).body()).contains("\"kind\":\"unusual_usage\"", "\"window_ends_at\"");
    }

    /** Reckoned by another program. */
    @Test
    void theSignatureIsTheDocumentedOne() {
        assertThat(WebhookSignature.of("secret", 1_777_630_800L, "{}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("t=1777630800,v1=e6ea4b6957ea43523f7b4e968d556516288bd4de04b299efc7bf95494af20d46");
    }

    @Test
    void slackGetsTextAndBlocks() throws Exception {
        sender(AlertsConfig.Format.SLACK, number -> status(200), 2, 10);
        send("<a>");
        await().until(this::ended);

        JsonNode message = json.readTree(sent.get(0).body());
        assertThat(message.path("text").asText()).contains("unusual_usage", "&lt;a&gt;");
        assertThat(message.at("/blocks/0/text/type").asText()).isEqualTo("mrkdwn");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 503})
    void whatMayPassIsTriedAgain(int status) {
        sender(AlertsConfig.Format.JSON, number -> status(number < 2 ? status : 204), 2, 10);
        send("a");
        await().until(this::ended);

        assertThat(sent).hasSize(2);
        assertThat(last())
                .extracting(WebhookDelivery::state, WebhookDelivery::attempts)
                .containsExactly("delivered", 2);
        assertThat(sender.failing()).isNull();
    }

    @Test
    void aRefusalIsFinal() {
        sender(AlertsConfig.Format.JSON, number -> status(404), 5, 10);
        send("a");
        await().until(this::ended);

        assertThat(sent).hasSize(1);
        assertThat(last().detail()).isEqualTo("status 404");
        assertThat(sender.failing()).isNotNull();
    }

    @Test
    void triesAreBoundedAndNoAddressIsTold() {
        IntFunction<Uni<WebhookResponse>> nobody =
                number -> Uni.createFrom().failure(new ConnectException("http://hidden.example/T0KEN refused"));
        sender(AlertsConfig.Format.JSON, nobody, 2, 10);
        send("a");
        await().until(this::ended);

        assertThat(sent).hasSize(3);
        assertThat(last().state()).isEqualTo("failed");
        assertThat(told).extracting(WebhookDelivery::detail).noneMatch(detail -> String.valueOf(detail)
                .contains("hidden"));
    }

    @Test
    void zeroRetriesAreNone() {
        sender(AlertsConfig.Format.JSON, number -> status(503), 0, 10);
        send("a");
        await().until(this::ended);

        assertThat(sent).hasSize(1);
    }

    @Test
    void theQueueIsBounded() {
        sender(AlertsConfig.Format.JSON, number -> Uni.createFrom().nothing(), 2, 2);
        for (int i = 0; i < 4; i++) {
            send("a" + i);
        }
        await().until(() -> told.size() == 4);

        assertThat(told).extracting(WebhookDelivery::state).containsExactly("pending", "pending", "pending", "failed");
    }

    private void sender(AlertsConfig.Format format, IntFunction<Uni<WebhookResponse>> answers, int retries, int queue) {
        sender = new WebhookSender(
                "operations",
                new Target(format, Optional.of("secret"), Optional.empty()),
                (url, headers, body) -> {
                    sent.add(new Sent(headers, new String(body, StandardCharsets.UTF_8)));
                    return answers.apply(sent.size());
                },
                new WebhookBody(json),
                new WebhookRetryPolicy(queue, retries, Duration.ofMillis(4), Duration.ofMillis(20), new Random(1)),
                executor,
                clock,
                (UUID id, String name, WebhookDelivery webhookDelivery) -> told.add(webhookDelivery));
    }

    private Alert send(String subject) {
        AlertRequest request = new AlertRequest(AlertKind.UNUSUAL_USAGE, subject, "much", Map.of());
        Alert alert = new AlertWindow(Duration.ofHours(1)).alert(request, clock.instant(), clock.instant());
        executor.execute(() -> sender.send(alert));
        return alert;
    }

    private static Uni<WebhookResponse> status(int status) {
        return Uni.createFrom().item(new WebhookResponse(status, Optional.empty()));
    }

    private boolean ended() {
        return !told.isEmpty() && !last().state().equals("pending");
    }

    private WebhookDelivery last() {
        return told.get(told.size() - 1);
    }
}
