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

/** Row of the table {@code decision}; see {@link dev.quartermaster.history.DecisionRecord}. */
@Entity
@Immutable
@Table(name = "decision")
public class DecisionEntity extends PanacheEntityBase {

    /** Unique by itself; the table's key includes the time because partitions require it. */
    @Id
    public UUID id;

    public Instant time;

    /** JSON text: numbers in a tree would lose digits. */
    @ColumnTransformer(read = "cast(document as text)", write = "cast(cast(? as text) as jsonb)")
    public String document;

    /** Provider of the first model of the route; null if there was no candidate. */
    public @Nullable String provider;

    public @Nullable String model;

    /** Selection inputs as JSON text; null if they were not kept. */
    @ColumnTransformer(read = "cast(inputs as text)", write = "cast(cast(? as text) as jsonb)")
    public @Nullable String inputs;
}
