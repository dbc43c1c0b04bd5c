package dev.quartermaster.history.ledger;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;

/** Row of the table {@code circumstances}; see {@link dev.quartermaster.history.CircumstancesRecord}. */
@Entity
@Immutable
@Table(name = "circumstances")
public class CircumstancesEntity extends PanacheEntityBase {

    /** Names the content. The table's key includes the time because partitions require it. */
    @Id
    public String id;

    /** The beginning of the month whose decisions refer to it. */
    public Instant time;

    /** JSON text: numbers in a tree would lose digits. */
    @ColumnTransformer(read = "cast(content as text)", write = "cast(cast(? as text) as jsonb)")
    public String content;
}
