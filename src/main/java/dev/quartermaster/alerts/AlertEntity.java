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

/** Row of the table {@code alert}; see {@link Alert}. */
@Entity
@Table(name = "alert")
public class AlertEntity extends PanacheEntityBase {

    @Id
    public UUID id;

    public String kind;
    public String subject;
    public String message;

    /** JSON text: numbers in a tree would lose digits. */
    @ColumnTransformer(read = "cast(facts as text)", write = "cast(cast(? as text) as jsonb)")
    public String facts;

    public Instant time;

    @Column(name = "window_ends_at")
    public Instant windowEndsAt;

    @Column(name = "acknowledged_at")
    public @Nullable Instant acknowledgedAt;

    @Column(name = "acknowledged_by")
    public @Nullable String acknowledgedBy;

    @Column(name = "resolved_at")
    public @Nullable Instant resolvedAt;

    /** Deliveries by webhook, as JSON text. */
    @ColumnTransformer(read = "cast(deliveries as text)", write = "cast(cast(? as text) as jsonb)")
    public String deliveries;

    /** Grows with every change of any alert. */
    public long revision;
}
