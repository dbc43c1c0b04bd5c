package dev.quartermaster.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.alerts.WebhookCall.WebhookResponse;
import dev.quartermaster.testing.StubServer;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent to a webhook over HTTP, and what its answers mean. */
class WebhookCallTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private StubServer webhook;
    private WebhookCall call;

    @BeforeEach
    void open() throws Exception {
        webhook = StubServer.start(vertx);
        call = new WebhookCall(vertx, 300);
    }

    @AfterEach
    void close() throws Exception {
        call.close();
        webhook.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void bodyAndHeadersArriveAsTheyAre() {
        webhook.answersJson(204, "");

        call.post(webhook.url() + "/in?token=x", Map.of("X-Quartermaster-Alert", "7"), bytes("{\"é\":1}"))
                .await()
                .atMost(SOON);

        assertThat(webhook.lastSeen().method()).isEqualTo("POST");
        assertThat(webhook.lastSeen().uri()).isEqualTo("/in?token=x");
        assertThat(webhook.lastSeen().headers()).containsEntry("x-quartermaster-alert", "7");
        assertThat(webhook.lastSeen().body()).isEqualTo("{\"é\":1}");
    }

    @ParameterizedTest
    @CsvSource({
        "200, true, false",
        "204, true, false",
        "301, false, false",
        "400, false, false",
        "404, false, false",
        "408, false, true",
        "429, false, true",
        "500, false, true",
        "503, false, true"
    })
    void theStatusTellsWhetherItIsTakenAndWhetherItMayBeLater(int status, boolean taken, boolean later) {
        webhook.answers(status, "text/plain", "whatever", Map.of("location", webhook.url() + "/elsewhere"));

        WebhookResponse answer = post();

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.isAccepted()).isEqualTo(taken);
        assertThat(answer.isRetryable()).isEqualTo(later);
        assertThat(webhook.seen()).as("no redirect is followed").hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "-3, 0", "' 2 ', 2", "'Fri, 01 May 2026 10:20:00 GMT',", "99999999999999999999,"})
    void retryAfterIsRead(String header, Integer seconds) {
        webhook.answers(429, "text/plain", "", Map.of("retry-after", header));

        assertThat(post().retryAfter()).isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
    }

    @Test
    void oneThatHangsIsGivenUpAndKeepsNoConnection() {
        webhook.fallsSilent();

        assertThatThrownBy(this::post).hasMessageContaining("300");
        await().atMost(SOON).until(() -> webhook.openConnections() == 0);

        webhook.answersJson(200, "{}");
        assertThat(post().isAccepted()).isTrue();
    }

    @Test
    void nobodyThereIsAFailure() {
        assertThatThrownBy(() -> call.post("http://127.0.0.1:1/", Map.of(), bytes("{}"))
                        .await()
                        .atMost(SOON))
                .hasMessageContaining("refused");
    }

    private WebhookResponse post() {
        return call.post(webhook.url(), Map.of(), bytes("{}")).await().atMost(SOON);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
