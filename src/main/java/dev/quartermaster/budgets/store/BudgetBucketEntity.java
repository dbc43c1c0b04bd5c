package dev.quartermaster.budgets.store;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** A row of the table {@code budget_bucket}: what a window, or a part of a rolling one, has spent. The ledger writes it. */
@Entity
@Table(name = "budget_bucket")
@IdClass(BudgetBucketEntity.Key.class)
public class BudgetBucketEntity extends PanacheEntityBase {

    @Id
    @Column(name = "budget_id")
    public UUID budgetId;

    @Id
    @Column(name = "starts_at")
    public Instant startsAt;

    @Column(name = "spent_usd")
    public BigDecimal spentUsd;

    public long requests;

    @Column(name = "changed_at")
    public Instant changedAt;

    /** Key of a bucket. */
    public record Key(UUID budgetId, Instant startsAt) implements Serializable {
        private static final long serialVersionUID = 1L;
    }
}
