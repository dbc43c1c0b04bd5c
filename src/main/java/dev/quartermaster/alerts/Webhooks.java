package dev.quartermaster.alerts;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/** All configured webhooks. */
final class Webhooks {

    private final List<WebhookSender> senders;

    Webhooks(List<WebhookSender> senders) {
        this.senders = senders;
    }

    Webhooks(
            AlertsConfig config,
            WebhookCall call,
            ObjectMapper json,
            ScheduledExecutorService executor,
            Clock clock,
            RandomGenerator random,
            WebhookSender.DeliveryListener listener) {
        WebhookBody bodies = new WebhookBody(json);
        WebhookRetryPolicy retryPolicy = new WebhookRetryPolicy(
                config.webhookQueue(),
                config.webhookRetries(),
                config.webhookRetryBase(),
                config.webhookRetryMax(),
                random);
        this.senders = config.webhooks().entrySet().stream()
                .map(entry -> new WebhookSender(
                        entry.getKey(), entry.getValue(), call::post, bodies, retryPolicy, executor, clock, listener))
                .toList();
    }

    /** Sends an alert; must be called on the executor's thread. */
    void send(Alert alert) {
        senders.forEach(sender -> sender.send(alert));
    }

    /** Names the webhooks that fail, never their addresses. */
    ComponentStatus status(Instant start) {
        return ComponentStatus.of(
                senders.stream()
                        .map(WebhookSender::failing)
                        .filter(Objects::nonNull)
                        .toList(),
                start,
                details -> String.join("; ", details),
                "Alerts do not reach these webhooks; they are listed and streamed all the same.");
    }
}
