package dev.quartermaster.history.ledger;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;

/** Row of the table {@code registry_version}; see {@link dev.quartermaster.history.RegistryVersionRecord}. */
@Entity
@Immutable
@Table(name = "registry_version")
public class RegistryVersionEntity extends PanacheEntityBase {

    @Id
    public String version;

    public Instant time;

    /** A registry file, as JSON text. */
    @ColumnTransformer(read = "cast(content as text)", write = "cast(cast(? as text) as jsonb)")
    public String content;
}
