package dev.quartermaster.alerts;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** All webhooks that are set. */
final class Webhooks {

    private final List<WebhookSender> senders;

    Webhooks(
            AlertsConfig config,
            WebhookCall call,
            ObjectMapper json,
            ScheduledExecutorService executor,
            Clock clock,
            WebhookSender.Told told) {
        WebhookBody bodies = new WebhookBody(json);
        WebhookSender.Patience patience = new WebhookSender.Patience(
                config.webhookQueue(), config.webhookRetries(), config.webhookRetryBase(), config.webhookRetryMax());
        this.senders = config.webhooks().entrySet().stream()
                .map(entry -> new WebhookSender(
                        entry.getKey(), entry.getValue(), call::post, bodies, patience, executor, clock, told))
                .toList();
    }

    /** On the executor's thread. */
    void send(Alert alert) {
        senders.forEach(sender -> sender.send(alert));
    }

    List<WebhookSender> failing() {
        return senders.stream().filter(sender -> sender.failing() != null).toList();
    }
}
