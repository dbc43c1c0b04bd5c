package dev.quartermaster.alerts;

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
 * Sends alerts to one webhook, one after the other and in their order. Tries again where that may help, after growing
 * pauses. Everything is done on one thread.
 */
final class WebhookSender {

    /** Sends once. */
    interface Post {
        Uni<WebhookAnswer> post(String url, Map<String, String> headers, byte[] body);
    }

    /** Told of everything that becomes of an alert. */
    interface Told {
        void told(UUID alert, String webhook, WebhookDelivery webhookDelivery);
    }

    private final String name;
    private final AlertsConfig.Webhook webhook;
    private final Post call;
    private final WebhookBody bodies;
    private final WebhookRetryPolicy patience;
    private final ScheduledExecutorService executor;
    private final Clock clock;
    private final Told told;
    private final Queue<Alert> queue = new ArrayDeque<>();
    private boolean busy;
    private volatile @Nullable Finding failing;

    WebhookSender(
            String name,
            AlertsConfig.Webhook webhook,
            Post call,
            WebhookBody bodies,
            WebhookRetryPolicy patience,
            ScheduledExecutorService executor,
            Clock clock,
            Told told) {
        this.name = name;
        this.webhook = webhook;
        this.call = call;
        this.bodies = bodies;
        this.patience = patience;
        this.executor = executor;
        this.clock = clock;
        this.told = told;
    }

    String name() {
        return name;
    }

    /** Null while what is sent is taken. */
    @Nullable Finding failing() {
        return failing;
    }

    void send(Alert alert) {
        if (webhook.kinds().isPresent() && !webhook.kinds().get().contains(alert.kind())) {
            return;
        }
        if (queue.size() >= patience.queue()) {
            told.told(alert.id(), name, WebhookDelivery.failed(0, clock.instant(), "too many alerts wait"));
            return;
        }
        queue.add(alert);
        told.told(alert.id(), name, WebhookDelivery.pending(0, clock.instant(), null));
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
                        failure -> executor.execute(() -> again(alert, number, reason(failure), Optional.empty())));
    }

    private Uni<WebhookAnswer> post(Alert alert) {
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

    private void answered(Alert alert, int number, WebhookAnswer answer) {
        if (answer.taken()) {
            failing = null;
            end(alert, WebhookDelivery.delivered(number, clock.instant()));
        } else if (answer.mayPass()) {
            again(alert, number, "status " + answer.status(), answer.retryAfter());
        } else {
            fail("status " + answer.status());
            end(alert, WebhookDelivery.failed(number, clock.instant(), "status " + answer.status()));
        }
    }

    private void again(Alert alert, int number, String reason, Optional<Duration> asked) {
        fail(reason);
        if (number > patience.retries()) {
            end(alert, WebhookDelivery.failed(number, clock.instant(), reason));
            return;
        }
        told.told(alert.id(), name, WebhookDelivery.pending(number, clock.instant(), reason));
        executor.schedule(
                () -> attempt(alert, number + 1), patience.pause(number, asked).toMillis(), TimeUnit.MILLISECONDS);
    }

    private void fail(String reason) {
        Finding before = failing;
        if (before == null) {
            Log.warnf("The webhook '%s' does not take alerts: %s", name, reason);
        }
        failing = new Finding(before == null ? clock.instant() : before.since(), name + ": " + reason);
    }

    private void end(Alert alert, WebhookDelivery webhookDelivery) {
        told.told(alert.id(), name, webhookDelivery);
        busy = false;
        next();
    }

    /** A message of the client's might hold the address, and with it a secret. */
    private static String reason(Throwable failure) {
        return "no answer (" + failure.getClass().getSimpleName() + ")";
    }
}
