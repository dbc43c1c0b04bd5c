package dev.quartermaster.budgets.store;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code budget_lease}: what one instance may spend of a budget in a window. */
@Entity
@Table(name = "budget_lease")
public class BudgetLeaseEntity extends PanacheEntityBase {

    @Id
    public UUID id;

    @Column(name = "budget_id")
    public UUID budgetId;

    @Column(name = "window_start")
    public Instant windowStart;

    public String holder;

    @Column(name = "granted_usd")
    public BigDecimal grantedUsd;

    @Column(name = "used_usd")
    public BigDecimal usedUsd;

    @Column(name = "settled_usd")
    public BigDecimal settledUsd;

    @Column(name = "booked_usd")
    public BigDecimal bookedUsd;

    public long refused;
    public long sequence;

    @Column(name = "short_at")
    public @Nullable Instant shortAt;

    @Column(name = "expires_at")
    public Instant expiresAt;
}
