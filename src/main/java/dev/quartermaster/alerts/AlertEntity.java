package dev.quartermaster.alerts;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code alert}; see {@link Alert}. */
@Entity
@Table(name = "alert")
public class AlertEntity extends PanacheEntityBase {

    @Id
    public UUID id;

    public @Nullable String kind;
    public @Nullable String subject;
    public @Nullable String message;

    /** JSON as the database writes it: read as a tree, its numbers would lose digits. */
    @ColumnTransformer(read = "cast(facts as text)", write = "cast(cast(? as text) as jsonb)")
    public @Nullable String facts;

    public @Nullable Instant time;

    @Column(name = "window_ends_at")
    public Instant windowEndsAt;

    @Column(name = "acknowledged_at")
    public Instant acknowledgedAt;

    @Column(name = "acknowledged_by")
    public String acknowledgedBy;

    @Column(name = "resolved_at")
    public Instant resolvedAt;

    /** JSON, by webhook. */
    @ColumnTransformer(read = "cast(deliveries as text)", write = "cast(cast(? as text) as jsonb)")
    public @Nullable String deliveries;

    /** Grows with every change of any alert. */
    public long revision;
}
