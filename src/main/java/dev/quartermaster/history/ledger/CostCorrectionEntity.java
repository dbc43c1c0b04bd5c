package dev.quartermaster.history.ledger;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** Row of the table {@code cost_correction}: what a request cost before and after a re-rating. */
@Entity
@Immutable
@Table(name = "cost_correction")
public class CostCorrectionEntity extends PanacheEntityBase {

    /** A request is corrected once in a re-rating. */
    @Embeddable
    public record Key(
            @Column(name = "rerating_id") UUID reratingId,
            @Column(name = "invocation_id") UUID invocationId) implements Serializable {}

    @EmbeddedId
    public Key key;

    @Column(name = "invocation_time")
    public Instant invocationTime;

    /** Null where a price was not known, as in the three below. */
    @Column(name = "before_usd")
    public @Nullable BigDecimal beforeUsd;

    @Column(name = "after_usd")
    public @Nullable BigDecimal afterUsd;

    @Column(name = "failed_before_usd")
    public @Nullable BigDecimal failedBeforeUsd;

    @Column(name = "failed_after_usd")
    public @Nullable BigDecimal failedAfterUsd;

    /** JSON array as text, as in {@link Invocation#attempts}. */
    @Column(name = "attempts_before")
    @ColumnTransformer(read = "cast(attempts_before as text)", write = "cast(cast(? as text) as jsonb)")
    public String attemptsBefore;

    @Column(name = "price_source")
    public @Nullable String priceSource;

    @Column(name = "price_version")
    public @Nullable String priceVersion;

    @Column(name = "price_source_after")
    public @Nullable String priceSourceAfter;

    @Column(name = "price_version_after")
    public @Nullable String priceVersionAfter;
}
