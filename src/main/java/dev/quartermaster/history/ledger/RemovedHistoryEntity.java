package dev.quartermaster.history.ledger;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** Row of the table {@code removed_history}: up to when retention has removed the rows of a table. */
@Entity
@Immutable
@Table(name = "removed_history")
public class RemovedHistoryEntity extends PanacheEntityBase {

    @Id
    @Column(name = "table_name")
    public String tableName;

    public Instant before;
}
