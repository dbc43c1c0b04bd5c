package dev.quartermaster.alerts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Alert, raised once for its window.
 *
 * @param id the same on every instance for the same kind, subject and window
 * @param windowEndsAt the end of the window in which the alert is not repeated
 * @param acknowledgedBy the id of a caller; null until it is acknowledged
 * @param resolvedAt the end of the condition; null until then, and for a condition without an end
 * @param deliveries by the webhook's name
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Alert(
        UUID id,
        AlertKind kind,
        String subject,
        String message,
        Map<String, Object> facts,
        Instant time,
        Instant windowEndsAt,
        @Schema(nullable = true) @Nullable Instant acknowledgedAt,
        @Schema(nullable = true) @Nullable String acknowledgedBy,
        @Schema(nullable = true) @Nullable Instant resolvedAt,
        Map<String, WebhookDelivery> deliveries) {

    public Alert {
        facts = Map.copyOf(facts);
        deliveries = Map.copyOf(deliveries);
    }

    static Alert of(UUID id, AlertRequest alertRequest, Instant time, Instant windowEndsAt) {
        return new Alert(
                id,
                alertRequest.kind(),
                alertRequest.subject(),
                alertRequest.message(),
                alertRequest.facts(),
                time,
                windowEndsAt,
                null,
                null,
                null,
                Map.of());
    }

    /** The first acknowledgement stays. */
    Alert acknowledged(Instant at, String by) {
        return acknowledgedAt != null ? this : with(at, by, resolvedAt, deliveries);
    }

    Alert resolved(Instant at) {
        return resolvedAt != null ? this : with(acknowledgedAt, acknowledgedBy, at, deliveries);
    }

    Alert delivered(String webhook, WebhookDelivery webhookDelivery) {
        Map<String, WebhookDelivery> all = new TreeMap<>(deliveries);
        all.put(webhook, webhookDelivery);
        return with(acknowledgedAt, acknowledgedBy, resolvedAt, all);
    }

    /** Merges the stored alert with the state of this process. */
    Alert merged(Alert stored) {
        Map<String, WebhookDelivery> all = new TreeMap<>(deliveries);
        stored.deliveries.forEach((name, theirs) ->
                all.merge(name, theirs, (own, other) -> own.time().isAfter(other.time()) ? own : other));
        return with(
                stored.acknowledgedAt == null ? acknowledgedAt : stored.acknowledgedAt,
                stored.acknowledgedAt == null ? acknowledgedBy : stored.acknowledgedBy,
                stored.resolvedAt == null ? resolvedAt : stored.resolvedAt,
                all);
    }

    private Alert with(
            @Nullable Instant ackAt,
            @Nullable String ackBy,
            @Nullable Instant over,
            Map<String, WebhookDelivery> sent) {
        return new Alert(id, kind, subject, message, facts, time, windowEndsAt, ackAt, ackBy, over, sent);
    }

    /**
     * Delivery of an alert to one webhook.
     *
     * @param state {@code pending}, {@code delivered} or {@code failed}
     * @param attempts the number of attempts
     * @param time the time of this state
     * @param detail the cause of a failure; null if delivered. It never contains the webhook's address
     */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    public record WebhookDelivery(
            String state,
            int attempts,
            Instant time,
            @Schema(nullable = true) @Nullable String detail) {

        public static WebhookDelivery pending(int attempts, Instant time, @Nullable String detail) {
            return new WebhookDelivery("pending", attempts, time, detail);
        }

        public static WebhookDelivery delivered(int attempts, Instant time) {
            return new WebhookDelivery("delivered", attempts, time, null);
        }

        public static WebhookDelivery failed(int attempts, Instant time, String detail) {
            return new WebhookDelivery("failed", attempts, time, detail);
        }
    }
}
