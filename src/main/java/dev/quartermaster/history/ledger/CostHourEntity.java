package dev.quartermaster.history.ledger;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * Row of the table {@code cost_hourly}: what the requests of an hour used and cost that have a model, an agent type, a
 * caller and so on in common. Triggers of the table {@code invocation} write it.
 */
@Entity
@Immutable
@Table(name = "cost_hourly")
@IdClass(CostHourEntity.Key.class)
public class CostHourEntity extends PanacheEntityBase {

    /** The beginning of the hour, in UTC. */
    @Id
    public Instant hour;

    /** Digest of what the requests have in common. */
    @Id
    public byte[] series;

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

    /** Names a row. */
    public static final class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        public @Nullable Instant hour;
        public byte @Nullable [] series;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Objects.equals(hour, key.hour) && Arrays.equals(series, key.series);
        }

        @Override
        public int hashCode() {
            return 31 * Objects.hashCode(hour) + Arrays.hashCode(series);
        }
    }
}
