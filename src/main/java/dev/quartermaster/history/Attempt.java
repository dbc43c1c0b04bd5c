package dev.quartermaster.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One call to one model, on the way of a request.
 *
 * @param keyId names the provider's key that was used, never shows it; null where there was none
 * @param outcome {@code success} or {@code error}
 * @param reason why it failed, as a failure kind; null on success
 * @param status the provider's HTTP status; null when there was no answer
 * @param latencyMs from sending to the end of the answer, in milliseconds
 */
public record Attempt(
        @JsonProperty("provider") String provider,
        @JsonProperty("model") String model,
        @JsonProperty("key_id") @Schema(nullable = true) String keyId,
        @JsonProperty("outcome") String outcome,
        @JsonProperty("reason") @Schema(nullable = true) String reason,
        @JsonProperty("status") @Schema(nullable = true) Integer status,
        @JsonProperty("latency_ms") double latencyMs) {}
