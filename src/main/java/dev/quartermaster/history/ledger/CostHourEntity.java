package dev.quartermaster.history.ledger;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** Row of the table {@code cost_hourly}: the sums of an hour. */
@Entity
@Immutable
@Table(name = "cost_hourly")
@IdClass(CostHourEntity.Key.class)
public class CostHourEntity extends CostSumsEntity {

    /** The beginning of the hour, in UTC. */
    @Id
    public Instant hour;

    /** Digest of what the requests have in common. */
    @Id
    public byte[] series;

    /** Names a row. */
    public static final class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        public @Nullable Instant hour;
        public byte @Nullable [] series;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Objects.equals(hour, key.hour) && Arrays.equals(series, key.series);
        }

        @Override
        public int hashCode() {
            return 31 * Objects.hashCode(hour) + Arrays.hashCode(series);
        }
    }
}
