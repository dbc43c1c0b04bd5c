package dev.quartermaster.history.ledger;

import jakarta.persistence.Column;
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

/** Row of the table {@code cost_quarter_hourly}: the sums of a quarter of an hour. */
@Entity
@Immutable
@Table(name = "cost_quarter_hourly")
@IdClass(CostQuarterHourEntity.Key.class)
public class CostQuarterHourEntity extends CostSumsEntity {

    /** The beginning of the quarter of an hour, in UTC. */
    @Id
    @Column(name = "quarter_hour")
    public Instant quarterHour;

    /** Digest of what the requests have in common. */
    @Id
    public byte[] series;

    /** Names a row. */
    public static final class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        public @Nullable Instant quarterHour;
        public byte @Nullable [] series;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && Objects.equals(quarterHour, key.quarterHour)
                    && Arrays.equals(series, key.series);
        }

        @Override
        public int hashCode() {
            return 31 * Objects.hashCode(quarterHour) + Arrays.hashCode(series);
        }
    }
}
