package dev.quartermaster.history.ledger;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** Row of the table {@code evaluation}; see {@link dev.quartermaster.history.EvaluationRecord}. */
@Entity
@Immutable
@IdClass(EvaluationEntity.Key.class)
@Table(name = "evaluation")
public class EvaluationEntity extends PanacheEntityBase {

    @Id
    public Instant time;

    @Id
    @Column(name = "invocation_id")
    public UUID invocationId;

    @Id
    public String source;

    @Id
    public String rater;

    @Column(name = "evaluated_at")
    public Instant evaluatedAt;

    public String model;

    @Column(name = "agent_type")
    public @Nullable String agentType;

    public double score;
    public double weight;
    public boolean low;
    public @Nullable Double completeness;
    public @Nullable Double relevance;
    public @Nullable Double coherence;
    public @Nullable String comment;

    /** Key of a row. */
    public static final class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        public @Nullable Instant time;
        public @Nullable UUID invocationId;
        public @Nullable String source;
        public @Nullable String rater;

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that
                    && Objects.equals(time, that.time)
                    && Objects.equals(invocationId, that.invocationId)
                    && Objects.equals(source, that.source)
                    && Objects.equals(rater, that.rater);
        }

        @Override
        public int hashCode() {
            return Objects.hash(time, invocationId, source, rater);
        }
    }
}
