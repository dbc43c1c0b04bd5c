package dev.quartermaster.metrics.cloudwatch;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Result of a flush.
 *
 * @param enabled whether metrics are sent to CloudWatch at all
 * @param sent data that CloudWatch took in this flush
 * @param pending data that wait for the next one, at most
 * @param dropped data that CloudWatch never got, since the start
 * @param problem why some wait; null if none failed
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record FlushReport(
        boolean enabled,
        long sent,
        long pending,
        long dropped,
        @Schema(nullable = true) @Nullable String problem) {

    static final FlushReport OFF = new FlushReport(false, 0, 0, 0, null);
}
