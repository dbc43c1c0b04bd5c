package dev.quartermaster.registry.edit;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code registry_override}: an entry that holds over that of the registry file. */
@Entity
@IdClass(RegistryOverrideEntity.Key.class)
@Table(name = "registry_override")
public class RegistryOverrideEntity extends PanacheEntityBase {

    @Id
    public String provider;

    @Id
    public String model;

    /** JSON in the form of the registry file; null where the model is removed. */
    @ColumnTransformer(read = "cast(entry as text)", write = "cast(cast(? as text) as json)")
    public @Nullable String entry;

    /** Counts the changes of this entry. */
    public long version;

    @Column(name = "updated_at")
    public Instant updatedAt;

    @Column(name = "updated_by")
    public String updatedBy;

    /** Names a model. */
    public static final class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        public @Nullable String provider;
        public @Nullable String model;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && Objects.equals(provider, key.provider)
                    && Objects.equals(model, key.model);
        }

        @Override
        public int hashCode() {
            return Objects.hash(provider, model);
        }
    }
}
