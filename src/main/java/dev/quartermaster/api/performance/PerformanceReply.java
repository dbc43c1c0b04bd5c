package dev.quartermaster.api.performance;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.quartermaster.api.json.PlainDecimal;
import dev.quartermaster.domain.Money;
import dev.quartermaster.history.ledger.PerformanceRepository.PerformanceSum;
import dev.quartermaster.performance.PerformanceQueries.PerformanceSummary;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The performance of requests in a window. Amounts are US dollars, of the requests whose cost is known; a value that requires
 * a request is null without one.
 */
record PerformanceReply(
        @JsonProperty("window_hours") int windowHours,
        @JsonProperty("from") Instant from,
        @JsonProperty("to") Instant to,
        @JsonProperty("total_requests") long totalRequests,
        @JsonProperty("successful_requests") long successfulRequests,

        @JsonProperty("success_rate") @Schema(nullable = true) @Nullable Double successRate,

        @JsonProperty("average_latency_ms") @Schema(nullable = true) @Nullable Double averageLatencyMs,

        @JsonProperty("p50_latency_ms") @Schema(nullable = true) @Nullable Double p50LatencyMs,

        @JsonProperty("p95_latency_ms") @Schema(nullable = true) @Nullable Double p95LatencyMs,

        @JsonProperty("p99_latency_ms") @Schema(nullable = true) @Nullable Double p99LatencyMs,

        @JsonProperty("average_quality") @Schema(nullable = true) @Nullable Double averageQuality,

        @JsonProperty("input_tokens") long inputTokens,
        @JsonProperty("output_tokens") long outputTokens,

        @JsonProperty("total_cost") @JsonSerialize(using = PlainDecimal.class)
        Money totalCost,

        @JsonProperty("unpriced_requests") long unpricedRequests,

        @JsonProperty("cost_per_successful_request_usd")
        @JsonSerialize(using = PlainDecimal.class)
        @Schema(nullable = true)
        @Nullable Money costPerSuccessfulRequest,

        @JsonProperty("cost_by_model") @JsonSerialize(contentUsing = PlainDecimal.class)
        Map<String, Money> costByModel) {

    static PerformanceReply of(PerformanceSummary summary) {
        PerformanceSum sum = summary.sum();
        return new PerformanceReply(
                summary.windowHours(),
                summary.from(),
                summary.to(),
                sum.requests(),
                sum.successes(),
                summary.successRate(),
                toMicros(sum.averageLatency()),
                toMicros(sum.p50()),
                toMicros(sum.p95()),
                toMicros(sum.p99()),
                sum.averageQuality(),
                sum.inputTokens(),
                sum.outputTokens(),
                sum.cost(),
                sum.unpriced(),
                summary.costPerSuccess(),
                sum.costByModel());
    }

    /** Interpolation leaves digits such as 879.9999999999999; nobody measures less than a microsecond. */
    private static @Nullable Double toMicros(@Nullable Double millis) {
        return millis == null ? null : Math.round(millis * 1000) / 1000.0;
    }
}
