package dev.quartermaster.budgets.store;

import dev.quartermaster.budgets.definition.Budget;
import dev.quartermaster.budgets.definition.BudgetAction;
import dev.quartermaster.budgets.definition.BudgetWindow;
import dev.quartermaster.budgets.definition.Dimension;
import dev.quartermaster.budgets.definition.KeptBudget;
import dev.quartermaster.budgets.definition.Scope;
import dev.quartermaster.domain.Money;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code budget}: one definition, or what is left of one that was removed. */
@Entity
@Table(name = "budget")
public class BudgetEntity extends PanacheEntityBase {

    @Id
    public String name;

    /** Names what is counted. */
    public UUID id;

    public @Nullable String provider;
    public @Nullable String model;

    @Column(name = "agent_type")
    public @Nullable String agentType;

    @Column(name = "task_id")
    public @Nullable String taskId;

    @Column(name = "api_key")
    public @Nullable String apiKey;

    public String unit;
    public boolean rolling;

    @Column(name = "time_zone")
    public String timeZone;

    @Column(name = "limit_usd")
    public BigDecimal limitUsd;

    /** Separated by commas. */
    public String thresholds;

    public String action;

    @Column(name = "economise_from")
    public @Nullable BigDecimal economiseFrom;

    public boolean enabled;
    public boolean deleted;

    @Column(name = "counted_from")
    public Instant countedFrom;

    /** Counts the changes of this budget. */
    public long revision;

    @Column(name = "updated_at")
    public Instant updatedAt;

    @Column(name = "updated_by")
    public String updatedBy;

    KeptBudget kept() {
        return new KeptBudget(id, revision, countedFrom, updatedAt, budget());
    }

    private Budget budget() {
        List<Scope> scopes = new ArrayList<>();
        add(scopes, Dimension.PROVIDER, provider);
        add(scopes, Dimension.MODEL, model);
        add(scopes, Dimension.AGENT_TYPE, agentType);
        add(scopes, Dimension.TASK_ID, taskId);
        add(scopes, Dimension.API_KEY, apiKey);
        return new Budget(
                name,
                scopes,
                new BudgetWindow(BudgetWindow.Unit.of(unit).orElseThrow(), rolling, ZoneId.of(timeZone)),
                new Money(limitUsd),
                Stream.of(thresholds.split(","))
                        .filter(text -> !text.isEmpty())
                        .map(BigDecimal::new)
                        .toList(),
                BudgetAction.of(action).orElseThrow(),
                economiseFrom,
                enabled);
    }

    private static void add(List<Scope> scopes, Dimension dimension, @Nullable String target) {
        if (target != null) {
            scopes.add(new Scope(dimension, target));
        }
    }
}
