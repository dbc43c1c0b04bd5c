package dev.quartermaster.api.metrics;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.quartermaster.api.json.PlainDecimal;
import dev.quartermaster.domain.Money;
import dev.quartermaster.history.ledger.CostSum;
import dev.quartermaster.history.ledger.CostSum.Outcomes;
import dev.quartermaster.history.ledger.GroupKey;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The figures of one group; the group's keys are fields of the object itself. A figure that nothing is known for is null. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record MetricsRow(
        @JsonIgnore Map<String, @Nullable String> group,
        @JsonProperty("requests") long requests,
        @JsonProperty("successes") long successes,

        @JsonProperty("success_rate") @Schema(nullable = true) @Nullable Double successRate,

        @JsonProperty("failed_over") long failedOver,

        @JsonProperty("failover_rate") @Schema(nullable = true) @Nullable Double failoverRate,

        @JsonProperty("input_tokens") long inputTokens,
        @JsonProperty("output_tokens") long outputTokens,

        @JsonProperty("output_tokens_per_second") @Schema(nullable = true) @Nullable Double outputTokensPerSecond,

        @JsonProperty("average_latency_ms") @Schema(nullable = true) @Nullable Double averageLatencyMs,

        @JsonProperty("cache_hits") long cacheHits,

        @JsonProperty("cache_hit_rate") @Schema(nullable = true) @Nullable Double cacheHitRate,

        @JsonProperty("prompt_cache_share") @Schema(nullable = true) @Nullable Double promptCacheShare,

        @JsonProperty("saved_usd") @JsonSerialize(using = PlainDecimal.class)
        Money saved,

        @JsonProperty("average_quality") @Schema(nullable = true) @Nullable Double averageQuality,

        @JsonProperty("unpriced_requests") long unpriced,

        @JsonProperty("cost_usd") @JsonSerialize(using = PlainDecimal.class) @Schema(nullable = true) @Nullable Money cost,

        @JsonProperty("cost_per_successful_request_usd")
        @JsonSerialize(using = PlainDecimal.class)
        @Schema(nullable = true)
        @Nullable Money costPerSuccess) {

    /** What is left of the first day of a month. */
    private static final int MONTH_LENGTH = "2026-01".length();

    static MetricsRow of(CostSum sum) {
        Outcomes outcomes = sum.outcomes();
        long input = sum.tokens().allInput();
        long output = sum.tokens().allOutput();
        Money cost = sum.cost();
        return new MetricsRow(
                group(sum),
                sum.requests(),
                sum.successes(),
                share((double) sum.successes(), (double) sum.requests()),
                outcomes.failedOver(),
                share((double) outcomes.failedOver(), (double) sum.requests()),
                input,
                output,
                share((double) output * (double) TimeUnit.SECONDS.toMillis(1), outcomes.latencyMs()),
                share(outcomes.latencyMs(), (double) sum.successes()),
                outcomes.cacheHits(),
                share((double) outcomes.cacheHits(), (double) sum.requests()),
                share((double) sum.tokens().cacheRead(), (double) input),
                outcomes.saved(),
                share(outcomes.qualitySum(), (double) outcomes.scored()),
                sum.unpriced(),
                cost,
                cost == null || sum.successes() == 0
                        ? null
                        : new Money(cost.usd().divide(BigDecimal.valueOf(sum.successes()), MathContext.DECIMAL64)));
    }

    private static Map<String, @Nullable String> group(CostSum sum) {
        Map<String, @Nullable String> group = new LinkedHashMap<>();
        sum.group()
                .forEach((key, value) -> group.put(
                        key.wire(), key == GroupKey.MONTH && value != null ? value.substring(0, MONTH_LENGTH) : value));
        return group;
    }

    private static @Nullable Double share(double part, double whole) {
        return whole == 0 ? null : Double.valueOf(part / whole);
    }

    @JsonAnyGetter
    Map<String, @Nullable String> groupKeys() {
        return group;
    }
}
