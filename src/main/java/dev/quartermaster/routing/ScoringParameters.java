package dev.quartermaster.routing;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings a choice depends on, besides the weights.
 *
 * @param costMidpointUsd the estimated cost that scores one half
 * @param latencyMidpointMs the expected latency that scores one half, and what is assumed where nothing is known
 * @param assumedOutputTokens of a request that sets no limit, by a model whose answers have not been measured
 * @param usableQuota the share of a model's quota that is used
 * @param priorCalls how many calls the assumptions about a model's history weigh as much as
 * @param priorSuccess the part of its calls that is assumed to succeed
 * @param priorQuality the quality that is assumed of its answers
 * @param qualityEstimate how the quality of its answers is estimated; null for decisions from before, which took the mean
 */
@RegisterForReflection
public record ScoringParameters(
        double costMidpointUsd,
        double latencyMidpointMs,
        long assumedOutputTokens,
        double usableQuota,
        double priorCalls,
        @JsonProperty("prior_success_rate") double priorSuccess,
        double priorQuality,
        @Nullable QualityEstimate qualityEstimate) {

    /** Default scoring parameters, with the mean of the scores. */
    public static final ScoringParameters DEFAULT = new ScoringParameters(0.01, 2_000, 1_024, 0.9, 10, 0.9, 0.8);

    /** Creates parameters with the mean of the scores. */
    public ScoringParameters(
            double costMidpointUsd,
            double latencyMidpointMs,
            long assumedOutputTokens,
            double usableQuota,
            double priorCalls,
            double priorSuccess,
            double priorQuality) {
        this(
                costMidpointUsd,
                latencyMidpointMs,
                assumedOutputTokens,
                usableQuota,
                priorCalls,
                priorSuccess,
                priorQuality,
                null);
    }

    public ScoringParameters {
        require(costMidpointUsd > 0 && Double.isFinite(costMidpointUsd), "cost-midpoint-usd must be positive");
        require(latencyMidpointMs > 0 && Double.isFinite(latencyMidpointMs), "latency-midpoint must be positive");
        require(assumedOutputTokens >= 0, "assumed-output-tokens must not be negative");
        require(usableQuota >= 0 && usableQuota <= 1, "the usable share of a quota is from 0 to 1");
        require(priorCalls >= 0 && Double.isFinite(priorCalls), "prior.calls must not be negative");
        require(priorSuccess >= 0 && priorSuccess <= 1, "prior.success-rate is from 0 to 1");
        require(priorQuality >= 0 && priorQuality <= 1, "prior.quality is from 0 to 1");
    }

    /** @param isScored whether answers are scored */
    static ScoringParameters of(SelectionConfig config, double usableQuota, boolean isScored) {
        return new ScoringParameters(
                config.costMidpointUsd().doubleValue(),
                config.latencyMidpoint().toMillis(),
                config.assumedOutputTokens(),
                usableQuota,
                config.prior().calls(),
                config.prior().successRate(),
                config.prior().quality(),
                isScored ? QualityEstimate.BOUND : QualityEstimate.OFF);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("quartermaster.selection: " + otherwise);
        }
    }

    // Written out: a native executable interprets what the compiler makes for a record, at 100 times the price.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof ScoringParameters that
                        && Double.compare(costMidpointUsd, that.costMidpointUsd) == 0
                        && Double.compare(latencyMidpointMs, that.latencyMidpointMs) == 0
                        && assumedOutputTokens == that.assumedOutputTokens
                        && Double.compare(usableQuota, that.usableQuota) == 0
                        && Double.compare(priorCalls, that.priorCalls) == 0
                        && Double.compare(priorSuccess, that.priorSuccess) == 0
                        && Double.compare(priorQuality, that.priorQuality) == 0
                        && qualityEstimate == that.qualityEstimate);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                costMidpointUsd,
                latencyMidpointMs,
                assumedOutputTokens,
                usableQuota,
                priorCalls,
                priorSuccess,
                priorQuality,
                qualityEstimate);
    }
}
