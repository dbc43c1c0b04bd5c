package dev.quartermaster.alerts;

import dev.quartermaster.alerts.Alert.WebhookDelivery;
import dev.quartermaster.alerts.WebhookCall.WebhookResponse;
import dev.quartermaster.telemetry.StatusContributor.Finding;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends alerts to one webhook, one by one and in order. Retries temporary failures after growing pauses. Runs on one
 * thread.
 */
final class WebhookSender {

    /** Sends one request. */
    interface Post {
        Uni<WebhookResponse> post(String url, Map<String, String> headers, byte[] body);
    }

    /** Notified of every change of a delivery. */
    interface DeliveryListener {
        void deliveryChanged(UUID alert, String webhook, WebhookDelivery webhookDelivery);
    }

    private final String name;
    private final AlertsConfig.Webhook webhook;
    private final Post call;
    private final WebhookBody bodies;
    private final WebhookRetryPolicy retryPolicy;
    private final ScheduledExecutorService executor;
    private final Clock clock;
    private final DeliveryListener listener;
    private final Queue<Alert> queue = new ArrayDeque<>();
    private boolean busy;
    private volatile @Nullable Finding failing;

    WebhookSender(
            String name,
            AlertsConfig.Webhook webhook,
            Post call,
            WebhookBody bodies,
            WebhookRetryPolicy retryPolicy,
            ScheduledExecutorService executor,
            Clock clock,
            DeliveryListener listener) {
        this.name = name;
        this.webhook = webhook;
        this.call = call;
        this.bodies = bodies;
        this.retryPolicy = retryPolicy;
        this.executor = executor;
        this.clock = clock;
        this.listener = listener;
    }

    String name() {
        return name;
    }

    /** Returns the current failure; null while the webhook accepts alerts. */
    @Nullable Finding failing() {
        return failing;
    }

    void send(Alert alert) {
        if (webhook.kinds().isPresent() && !webhook.kinds().get().contains(alert.kind())) {
            return;
        }
        if (queue.size() >= retryPolicy.queue()) {
            listener.deliveryChanged(
                    alert.id(), name, WebhookDelivery.failed(0, clock.instant(), "too many alerts wait"));
            return;
        }
        queue.add(alert);
        listener.deliveryChanged(alert.id(), name, WebhookDelivery.pending(0, clock.instant(), null));
        next();
    }

    private void next() {
        if (!busy && !queue.isEmpty()) {
            busy = true;
            attempt(queue.poll(), 1);
        }
    }

    private void attempt(Alert alert, int number) {
        Uni.createFrom()
                .deferred(() -> post(alert))
                .subscribe()
                .with(
                        answer -> executor.execute(() -> answered(alert, number, answer)),
                        failure -> executor.execute(() -> retry(alert, number, reason(failure), Optional.empty())));
    }

    private Uni<WebhookResponse> post(Alert alert) {
        byte[] body = bodies.of(alert, webhook.format());
        return call.post(webhook.url(), headers(alert, body), body);
    }

    private Map<String, String> headers(Alert alert, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("X-Quartermaster-Alert", alert.id().toString());
        webhook.secret()
                .ifPresent(secret -> headers.put(
                        WebhookSignature.HEADER,
                        WebhookSignature.of(secret, clock.instant().getEpochSecond(), body)));
        return headers;
    }

    private void answered(Alert alert, int number, WebhookResponse answer) {
        if (answer.isAccepted()) {
            failing = null;
            finish(alert, WebhookDelivery.delivered(number, clock.instant()));
        } else if (answer.isRetryable()) {
            retry(alert, number, "status " + answer.status(), answer.retryAfter());
        } else {
            recordFailure("status " + answer.status());
            finish(alert, WebhookDelivery.failed(number, clock.instant(), "status " + answer.status()));
        }
    }

    private void retry(Alert alert, int number, String reason, Optional<Duration> asked) {
        recordFailure(reason);
        if (number > retryPolicy.retries()) {
            finish(alert, WebhookDelivery.failed(number, clock.instant(), reason));
            return;
        }
        listener.deliveryChanged(alert.id(), name, WebhookDelivery.pending(number, clock.instant(), reason));
        executor.schedule(
                () -> attempt(alert, number + 1),
                retryPolicy.pause(number, asked).toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void recordFailure(String reason) {
        Finding before = failing;
        if (before == null) {
            Log.warnf("The webhook '%s' does not accept alerts: %s", name, reason);
        }
        failing = new Finding(before == null ? clock.instant() : before.since(), name + ": " + reason);
    }

    private void finish(Alert alert, WebhookDelivery webhookDelivery) {
        listener.deliveryChanged(alert.id(), name, webhookDelivery);
        busy = false;
        next();
    }

    /** Names the failure without its message, which might contain the address and with it a secret. */
    private static String reason(Throwable failure) {
        return "no answer (" + failure.getClass().getSimpleName() + ")";
    }
}
