package dev.quartermaster.history.ledger;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** Row of the table {@code rerating}: a run that priced past requests again. */
@Entity
@Immutable
@Table(name = "rerating")
public class ReratingEntity extends PanacheEntityBase {

    @Id
    public UUID id;

    /** The database's, when its first correction was written. */
    @Column(insertable = false)
    public Instant time;

    public String who;

    /** The beginning of the window. */
    public Instant first;

    /** The end of the window, not included. */
    public Instant after;

    public @Nullable String provider;
    public @Nullable String model;

    @Column(name = "registry_version")
    public String registryVersion;
}
