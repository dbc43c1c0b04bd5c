package dev.quartermaster.api.costs;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.quartermaster.api.json.PlainDecimal;
import dev.quartermaster.domain.Money;
import dev.quartermaster.history.ledger.CostSum;
import dev.quartermaster.history.ledger.CostSum.Tokens;
import dev.quartermaster.history.ledger.GroupKey;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The sums of one group; the group's keys are fields of the object itself. */
record CostRow(
        @JsonIgnore Map<String, @Nullable String> group,
        @JsonProperty("requests") long requests,
        @JsonProperty("successes") long successes,
        @JsonProperty("unpriced_requests") long unpricedRequests,
        @JsonProperty("estimated_requests") long estimatedRequests,
        @JsonProperty("input_tokens") long inputTokens,
        @JsonProperty("uncached_input_tokens") long uncachedInputTokens,
        @JsonProperty("cache_read_tokens") long cacheReadTokens,
        @JsonProperty("cache_write_5m_tokens") long cacheWrite5mTokens,
        @JsonProperty("cache_write_1h_tokens") long cacheWrite1hTokens,
        @JsonProperty("audio_input_tokens") long audioInputTokens,
        @JsonProperty("image_input_tokens") long imageInputTokens,
        @JsonProperty("output_tokens") long outputTokens,
        @JsonProperty("text_output_tokens") long textOutputTokens,
        @JsonProperty("reasoning_tokens") long reasoningTokens,
        @JsonProperty("audio_output_tokens") long audioOutputTokens,
        @JsonProperty("image_output_tokens") long imageOutputTokens,

        @JsonProperty("cost_usd") @JsonSerialize(using = PlainDecimal.class) @Schema(nullable = true) @Nullable Money cost,

        @JsonProperty("cost_per_successful_request_usd")
        @JsonSerialize(using = PlainDecimal.class)
        @Schema(nullable = true)
        @Nullable Money costPerSuccess,

        @JsonProperty("failed_cost_usd") @JsonSerialize(using = PlainDecimal.class)
        Money failedCost) {

    /** The names of the numbers, in the order of {@link #numbers}. */
    static final List<String> NUMBERS = List.of(
            "requests",
            "successes",
            "unpriced_requests",
            "estimated_requests",
            "input_tokens",
            "uncached_input_tokens",
            "cache_read_tokens",
            "cache_write_5m_tokens",
            "cache_write_1h_tokens",
            "audio_input_tokens",
            "image_input_tokens",
            "output_tokens",
            "text_output_tokens",
            "reasoning_tokens",
            "audio_output_tokens",
            "image_output_tokens",
            "cost_usd",
            "cost_per_successful_request_usd",
            "failed_cost_usd");

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX");

    /** What is left of the first day of a month. */
    private static final int MONTH_LENGTH = "2026-01".length();

    /** @param zone in which the hours are written */
    static CostRow of(CostSum sum, ZoneId zone) {
        Map<String, @Nullable String> group = new LinkedHashMap<>();
        sum.group().forEach((key, value) -> group.put(key.wire(), shown(key, value, zone)));
        Tokens tokens = sum.tokens();
        return new CostRow(
                group,
                sum.requests(),
                sum.successes(),
                sum.unpriced(),
                sum.estimated(),
                tokens.allInput(),
                tokens.input(),
                tokens.cacheRead(),
                tokens.cacheWrite5m(),
                tokens.cacheWrite1h(),
                tokens.audioInput(),
                tokens.imageInput(),
                tokens.allOutput(),
                tokens.output(),
                tokens.reasoning(),
                tokens.audioOutput(),
                tokens.imageOutput(),
                sum.cost(),
                perSuccess(sum.cost(), sum.successes()),
                sum.failedCost());
    }

    private static @Nullable String shown(GroupKey key, @Nullable String value, ZoneId zone) {
        if (value == null) {
            return null;
        }
        return switch (key) {
            case HOUR -> HOUR.format(Instant.parse(value).atZone(zone));
            case MONTH -> value.substring(0, MONTH_LENGTH);
            default -> value;
        };
    }

    private static @Nullable Money perSuccess(@Nullable Money cost, long successes) {
        return cost == null || successes == 0
                ? null
                : new Money(cost.usd().divide(BigDecimal.valueOf(successes), MathContext.DECIMAL128));
    }

    @JsonAnyGetter
    Map<String, @Nullable String> groupKeys() {
        return group;
    }

    /** Returns the values of the keys, in the order asked for. */
    List<@Nullable String> texts() {
        return new ArrayList<>(group.values());
    }

    List<? extends @Nullable Object> numbers() {
        return Arrays.asList(
                requests,
                successes,
                unpricedRequests,
                estimatedRequests,
                inputTokens,
                uncachedInputTokens,
                cacheReadTokens,
                cacheWrite5mTokens,
                cacheWrite1hTokens,
                audioInputTokens,
                imageInputTokens,
                outputTokens,
                textOutputTokens,
                reasoningTokens,
                audioOutputTokens,
                imageOutputTokens,
                cost,
                costPerSuccess,
                failedCost);
    }
}
