package dev.quartermaster.history.ledger;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Sums of what requests of some time used and cost that have a model, an agent type, a caller and so on in common. Triggers
 * of the table {@code invocation} write them.
 */
@MappedSuperclass
abstract class CostSumsEntity extends PanacheEntityBase {

    public @Nullable String provider;
    public @Nullable String model;

    @Column(name = "agent_type")
    public @Nullable String agentType;

    public @Nullable String caller;
    public @Nullable String environment;
    public String source;

    @Column(name = "service_tier")
    public @Nullable String serviceTier;

    @Column(name = "price_route")
    public @Nullable String priceRoute;

    public long requests;
    public long successes;
    public long unpriced;
    public long estimated;

    @Column(name = "uncached_input_tokens")
    public long uncachedInputTokens;

    @Column(name = "cache_read_tokens")
    public long cacheReadTokens;

    @Column(name = "cache_write_5m_tokens")
    public long cacheWrite5mTokens;

    @Column(name = "cache_write_1h_tokens")
    public long cacheWrite1hTokens;

    @Column(name = "audio_input_tokens")
    public long audioInputTokens;

    @Column(name = "image_input_tokens")
    public long imageInputTokens;

    @Column(name = "output_tokens")
    public long outputTokens;

    @Column(name = "reasoning_tokens")
    public long reasoningTokens;

    @Column(name = "audio_output_tokens")
    public long audioOutputTokens;

    @Column(name = "image_output_tokens")
    public long imageOutputTokens;

    @Column(name = "cost_usd")
    public BigDecimal costUsd;

    @Column(name = "failed_cost_usd")
    public BigDecimal failedCostUsd;

    @Column(name = "cache_hits")
    public long cacheHits;

    /** What the hits would have cost. */
    @Column(name = "saved_usd")
    public BigDecimal savedUsd;

    /** Requests that were. */
    @Column(name = "failed_over")
    public long failedOver;

    /** The sum over successes. */
    @Column(name = "latency_ms")
    public BigDecimal latencyMs;

    /** The sum of quality scores. */
    @Column(name = "quality_sum")
    public BigDecimal qualitySum;

    /** Requests that have a quality score. */
    @Column(name = "quality_count")
    public long qualityCount;
}
