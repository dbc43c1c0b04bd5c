package dev.quartermaster.budgets.store;

import dev.quartermaster.budgets.definition.Budget;
import dev.quartermaster.budgets.definition.Dimension;
import dev.quartermaster.budgets.definition.KeptBudget;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.storage.DatabaseAccess;
import dev.quartermaster.storage.StorageConfig;
import dev.quartermaster.storage.audit.AuditEntry;
import dev.quartermaster.storage.audit.AuditRepository;
import dev.quartermaster.storage.audit.Author;
import dev.quartermaster.storage.overrides.OverrideRepository;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Keeps definitions of budgets in PostgreSQL. A new one begins with what the ledger already holds of its window. */
@Singleton
class BudgetRepository extends OverrideRepository<BudgetEntity, BudgetRepository.Kept> {

    /**
     * All budgets.
     *
     * @param changes the number of changes that were ever made; of two reads the one that saw more is the later one
     */
    record Kept(long changes, List<KeptBudget> budgets) {}

    static final String CHANNEL = "quartermaster_budgets";

    /** Counting the ledger of a month, or of all time, takes its time. */
    private static final Duration COUNTING = Duration.ofSeconds(60);

    private static final String PUT =
            "INSERT INTO budget (name, id, provider, model, agent_type, task_id, api_key, unit, rolling,"
                    + " time_zone, limit_usd, thresholds, action, economise_from, enabled, deleted, counted_from, revision,"
                    + " updated_at, updated_by) VALUES (:name, :id, CAST(:provider AS text), CAST(:model AS text),"
                    + " CAST(:agentType AS text), CAST(:taskId AS text), CAST(:apiKey AS text), :unit, :rolling, :zone, :limit,"
                    + " :thresholds, :action, CAST(CAST(:economiseFrom AS text) AS numeric), :enabled, :deleted, :countedFrom,"
                    + " :revision, now(), :who)"
                    + " ON CONFLICT (name) DO UPDATE SET id = EXCLUDED.id, provider = EXCLUDED.provider, model = EXCLUDED.model,"
                    + " agent_type = EXCLUDED.agent_type, task_id = EXCLUDED.task_id, api_key = EXCLUDED.api_key,"
                    + " unit = EXCLUDED.unit, rolling = EXCLUDED.rolling, time_zone = EXCLUDED.time_zone,"
                    + " limit_usd = EXCLUDED.limit_usd, thresholds = EXCLUDED.thresholds, action = EXCLUDED.action,"
                    + " economise_from = EXCLUDED.economise_from, enabled = EXCLUDED.enabled, deleted = EXCLUDED.deleted,"
                    + " counted_from = EXCLUDED.counted_from, revision = EXCLUDED.revision, updated_at = now(),"
                    + " updated_by = EXCLUDED.updated_by";

    /** Waits for batches of rows that are being counted, and keeps later ones out until the change is committed. */
    private static final String KEEP_ROWS_OUT =
            "SELECT CAST(pg_advisory_xact_lock(hashtext('budget_counting')) AS text)";

    private static final String COUNT = "SELECT CAST(count_ledger_into_budget(:id) AS text)";

    BudgetRepository(
            DatabaseAccess access, Mutiny.SessionFactory sessions, StorageConfig config, AuditRepository audit) {
        super(
                new Table<>(
                        BudgetEntity.class,
                        "budget",
                        "name",
                        CHANNEL,
                        ErrorCode.SETTINGS_UNAVAILABLE,
                        "Budgets are kept"),
                access,
                sessions,
                config,
                audit);
    }

    @Override
    protected Kept read(List<BudgetEntity> rows) {
        return new Kept(
                rows.stream().mapToLong(row -> row.revision).sum(),
                rows.stream()
                        .filter(row -> !row.deleted)
                        .map(BudgetEntity::kept)
                        .toList());
    }

    @Override
    protected Duration longestChange() {
        return COUNTING;
    }

    /** Returns a budget's row, also of one that was removed. */
    Uni<Optional<BudgetEntity>> one(Transaction transaction, String name) {
        return transaction
                .ask(session -> session.find(BudgetEntity.class, name))
                .map(Optional::ofNullable);
    }

    /** Tells if PostgreSQL knows a time zone: it computes the same windows. */
    Uni<Boolean> knowsZone(Transaction transaction, String zone) {
        return transaction
                .ask(session -> session.<Object>createNativeQuery(
                                "SELECT count(*) FROM pg_timezone_names WHERE name = :zone")
                        .setParameter("zone", zone)
                        .getSingleResult())
                .map(count -> ((Number) count).longValue() > 0);
    }

    /**
     * Keeps a definition.
     *
     * @param recount whether it counts anew
     */
    Uni<Void> put(
            Transaction transaction,
            KeptBudget kept,
            boolean deleted,
            boolean recount,
            Author author,
            AuditEntry entry) {
        return transaction.put(
                session -> recount
                        ? first(session, KEEP_ROWS_OUT)
                                .chain(() -> write(session, kept, deleted, author))
                                .chain(() -> session.<Object>createNativeQuery(COUNT)
                                        .setParameter("id", kept.id())
                                        .getSingleResult())
                        : write(session, kept, deleted, author),
                List.of(entry));
    }

    private static Uni<Object> first(Mutiny.Session session, String sql) {
        return session.<Object>createNativeQuery(sql).getSingleResult();
    }

    private static Uni<Integer> write(Mutiny.Session session, KeptBudget kept, boolean deleted, Author author) {
        Budget budget = kept.budget();
        return session.createNativeQuery(PUT)
                .setParameter("name", budget.name())
                .setParameter("id", kept.id())
                .setParameter("provider", target(budget, Dimension.PROVIDER))
                .setParameter("model", target(budget, Dimension.MODEL))
                .setParameter("agentType", target(budget, Dimension.AGENT_TYPE))
                .setParameter("taskId", target(budget, Dimension.TASK_ID))
                .setParameter("apiKey", target(budget, Dimension.API_KEY))
                .setParameter("unit", budget.window().unit().wire())
                .setParameter("rolling", budget.window().rolling())
                .setParameter("zone", budget.window().zone().getId())
                .setParameter("limit", budget.limit().usd())
                .setParameter(
                        "thresholds",
                        budget.thresholds().stream()
                                .map(BigDecimal::toPlainString)
                                .collect(Collectors.joining(",")))
                .setParameter("action", budget.action().wire())
                .setParameter(
                        "economiseFrom",
                        budget.economiseFrom() == null
                                ? null
                                : budget.economiseFrom().toPlainString())
                .setParameter("enabled", budget.enabled())
                .setParameter("deleted", deleted)
                .setParameter("countedFrom", kept.countedFrom())
                .setParameter("revision", kept.revision())
                .setParameter("who", author.who())
                .executeUpdate();
    }

    private static @Nullable String target(Budget budget, Dimension dimension) {
        return budget.target(dimension).orElse(null);
    }
}
