package dev.quartermaster.alerts;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

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
