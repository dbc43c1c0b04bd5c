package dev.quartermaster.history;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.quartermaster.domain.MediaTokens;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ServiceTier;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.PriceRoute;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Tokens and cost of one billed call. The classes of tokens do not overlap; those that are 0 are left out.
 *
 * @param serviceTier as the provider says it served it; null for the standard tier
 * @param priceRoute the way of a Bedrock call whose price depends on it; null for any other
 * @param costUsd null where the price is not known
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record AttemptBill(
        @JsonProperty("uncached_input_tokens") long uncachedInputTokens,
        @JsonProperty("cache_read_tokens") long cacheReadTokens,
        @JsonProperty("cache_write_5m_tokens") long cacheWrite5mTokens,
        @JsonProperty("cache_write_1h_tokens") long cacheWrite1hTokens,
        @JsonProperty("output_tokens") long outputTokens,
        @JsonProperty("audio_input_tokens") long audioInputTokens,
        @JsonProperty("image_input_tokens") long imageInputTokens,
        @JsonProperty("audio_output_tokens") long audioOutputTokens,
        @JsonProperty("image_output_tokens") long imageOutputTokens,
        @JsonProperty("usage_estimated") boolean usageEstimated,

        @JsonProperty("service_tier") @Schema(nullable = true) @Nullable String serviceTier,

        @JsonProperty("price_route") @Schema(nullable = true) @Nullable String priceRoute,

        @JsonInclude(JsonInclude.Include.ALWAYS) @JsonProperty("cost_usd") @Schema(nullable = true) @Nullable BigDecimal costUsd) {

    public static AttemptBill of(Usage usage, @Nullable PriceRoute route, @Nullable Money cost) {
        MediaTokens media = usage.media();
        return new AttemptBill(
                usage.input(),
                usage.cacheRead(),
                usage.cacheWrite5m(),
                usage.cacheWrite1h(),
                usage.output(),
                media.audioInput(),
                media.imageInput(),
                media.audioOutput(),
                media.imageOutput(),
                usage.estimated(),
                usage.tier() == null ? null : usage.tier().word(),
                route == null ? null : route.wire(),
                cost == null ? null : cost.usd());
    }

    /** The usage that it was made from, but for what has no price of its own. */
    @JsonIgnore
    public Usage usage() {
        return new Usage(
                uncachedInputTokens,
                cacheReadTokens,
                cacheWrite5mTokens,
                cacheWrite1hTokens,
                outputTokens,
                0,
                0,
                usageEstimated,
                MediaTokens.of(audioInputTokens, imageInputTokens, audioOutputTokens, imageOutputTokens),
                ServiceTier.served(serviceTier));
    }

    /** Returns the same usage with another cost. */
    public AttemptBill costing(@Nullable Money cost) {
        return of(usage(), route(), cost);
    }

    /** The price route; null where the price does not depend on it. */
    @JsonIgnore
    public @Nullable PriceRoute route() {
        return PriceRoute.parse(priceRoute);
    }

    /** Writes it as an object, in the same form as it has over HTTP. */
    public void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        count(json, "uncached_input_tokens", uncachedInputTokens);
        count(json, "cache_read_tokens", cacheReadTokens);
        count(json, "cache_write_5m_tokens", cacheWrite5mTokens);
        count(json, "cache_write_1h_tokens", cacheWrite1hTokens);
        count(json, "output_tokens", outputTokens);
        count(json, "audio_input_tokens", audioInputTokens);
        count(json, "image_input_tokens", imageInputTokens);
        count(json, "audio_output_tokens", audioOutputTokens);
        count(json, "image_output_tokens", imageOutputTokens);
        if (usageEstimated) {
            json.writeBooleanField("usage_estimated", true);
        }
        text(json, "service_tier", serviceTier);
        text(json, "price_route", priceRoute);
        if (costUsd == null) {
            json.writeNullField("cost_usd");
        } else {
            json.writeNumberField("cost_usd", costUsd);
        }
        json.writeEndObject();
    }

    private static void count(JsonGenerator json, String field, long tokens) throws IOException {
        if (tokens != 0) {
            json.writeNumberField(field, tokens);
        }
    }

    private static void text(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }
}
