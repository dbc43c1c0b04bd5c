package dev.quartermaster.alerts;

import dev.quartermaster.telemetry.StatusContributor;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The webhooks, as the status page shows them: by name, never by address. */
@Singleton
class WebhooksDependency implements StatusContributor {

    private final AlertPipeline room;
    private final Instant start;

    WebhooksDependency(AlertPipeline room, Clock clock) {
        this.room = room;
        this.start = clock.instant();
    }

    @Override
    public String name() {
        return "alert_webhooks";
    }

    @Override
    public ComponentStatus status() {
        List<WebhookSender> failing = room.webhooks().failing();
        Instant since = failing.stream()
                .map(sender -> sender.failing())
                .filter(java.util.Objects::nonNull)
                .map(WebhookSender.Failing::since)
                .min(Instant::compareTo)
                .orElse(null);
        return since == null
                ? ComponentStatus.ok(start)
                : new ComponentStatus(
                        State.DEGRADED,
                        since,
                        failing.stream().map(WebhooksDependency::say).collect(Collectors.joining("; ")),
                        "Alerts do not reach these webhooks; they are listed and streamed all the same.");
    }

    private static String say(WebhookSender sender) {
        WebhookSender.Failing failing = sender.failing();
        return sender.name() + ": " + (failing == null ? "well again" : failing.detail());
    }
}
