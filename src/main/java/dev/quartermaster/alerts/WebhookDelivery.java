package dev.quartermaster.alerts;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How far an alert has come on its way to one webhook.
 *
 * @param state {@code pending}, {@code delivered} or {@code failed}
 * @param attempts how often it was sent
 * @param time when this became so
 * @param detail why it was not delivered; null when it was. Never holds the webhook's address
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record WebhookDelivery(
        String state,
        int attempts,
        Instant time,
        @Schema(nullable = true) String detail) {

    public static WebhookDelivery pending(int attempts, Instant time, String detail) {
        return new WebhookDelivery("pending", attempts, time, detail);
    }

    public static WebhookDelivery delivered(int attempts, Instant time) {
        return new WebhookDelivery("delivered", attempts, time, null);
    }

    public static WebhookDelivery failed(int attempts, Instant time, String detail) {
        return new WebhookDelivery("failed", attempts, time, detail);
    }
}
