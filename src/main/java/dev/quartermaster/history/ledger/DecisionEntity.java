package dev.quartermaster.history.ledger;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code decision}; see {@link dev.quartermaster.history.DecisionRecord}. */
@Entity
@Immutable
@Table(name = "decision")
public class DecisionEntity extends PanacheEntityBase {

    /** The table's key also holds the time, which partitions need; the id alone is unique all the same. */
    @Id
    public UUID id;

    public @Nullable Instant time;

    /** JSON as the database writes it: read as a tree, its numbers would lose digits. */
    @ColumnTransformer(read = "cast(document as text)", write = "cast(cast(? as text) as jsonb)")
    public @Nullable String document;

    /** The first of the route; null where no model could answer. */
    public @Nullable String provider;

    public @Nullable String model;

    /** JSON, what the choice was made from; null where that was not kept. */
    @ColumnTransformer(read = "cast(inputs as text)", write = "cast(cast(? as text) as jsonb)")
    public @Nullable String inputs;
}
