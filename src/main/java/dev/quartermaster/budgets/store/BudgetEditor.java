package dev.quartermaster.budgets.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.budgets.definition.Budget;
import dev.quartermaster.budgets.definition.KeptBudget;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.storage.audit.AuditEntry;
import dev.quartermaster.storage.audit.Author;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Edits budgets. An edit is checked against the database's current state, under a lock. When it returns it is effective here;
 * elsewhere within moments. Other limits and thresholds keep what was counted; another scope or window counts anew.
 */
@Singleton
public class BudgetEditor {

    /** Most budgets at once: each of them is looked at for each batch of the ledger. */
    private static final int MOST = 1_000;

    private final BudgetRepository budgets;
    private final BudgetRefresh refresh;
    private final ObjectMapper json;
    private final Clock clock;

    BudgetEditor(BudgetRepository budgets, BudgetRefresh refresh, ObjectMapper json, Clock clock) {
        this.budgets = budgets;
        this.refresh = refresh;
        this.json = json;
        this.clock = clock;
    }

    /** Maps a definition to a new one; empty before: there is none, empty after: it is removed. Its exceptions reach the caller. */
    @FunctionalInterface
    public interface Step extends Function<Optional<Budget>, Optional<Budget>> {}

    /** Result of an edit. {@code after} empty: it was removed */
    public record Change(Optional<KeptBudget> before, Optional<KeptBudget> after) {}

    /**
     * Makes a change. Fails with a {@link QuartermasterException}: what the step throws, {@code precondition_failed} where the
     * budget was changed since, or {@code settings_unavailable} without a database.
     *
     * @param expected the revision it is to be made of; null for any
     */
    public Uni<Change> apply(String name, @Nullable Long expected, Step step, Author author) {
        return budgets.change(
                transaction -> transaction.all().chain(all -> budgets.one(transaction, name)
                        .chain(row -> {
                            long revision = row.map(known -> known.revision).orElse(0L);
                            require(name, revision, row.isPresent() && !row.get().deleted, expected);
                            refuseOverlap(name, all);
                            Optional<KeptBudget> before =
                                    row.filter(known -> !known.deleted).map(BudgetEntity::kept);
                            Optional<Budget> after = step.apply(before.map(KeptBudget::budget));
                            return keep(transaction, row, before, after, all, author);
                        })),
                refresh::now);
    }

    private static void require(String name, long revision, boolean exists, @Nullable Long expected) {
        if (expected != null && (expected != revision || !exists)) {
            throw new QuartermasterException(
                    ErrorCode.PRECONDITION_FAILED,
                    exists
                            ? "Budget " + name + " is at revision " + revision + " now, not " + expected + "."
                            : "There is no budget " + name + ".");
        }
    }

    private static void refuseOverlap(String name, BudgetRepository.Kept all) {
        all.budgets().stream()
                .map(kept -> kept.budget().name())
                .filter(other -> other.equalsIgnoreCase(name) && !other.equals(name))
                .findFirst()
                .ifPresent(other -> {
                    throw QuartermasterException.invalid(
                            "name",
                            "There is a budget '" + other + "', whose name differs in upper and lower case only.");
                });
    }

    private Uni<Change> keep(
            BudgetRepository.Transaction transaction,
            Optional<BudgetEntity> row,
            Optional<KeptBudget> before,
            Optional<Budget> after,
            BudgetRepository.Kept all,
            Author author) {
        if (before.map(KeptBudget::budget).equals(after)) {
            return Uni.createFrom().item(new Change(before, before));
        }
        if (before.isEmpty() && all.budgets().size() >= MOST) {
            throw new QuartermasterException(
                    ErrorCode.CONFLICT, "There are " + MOST + " budgets already, and no more can be kept.");
        }
        long revision = row.map(known -> known.revision).orElse(0L) + 1;
        boolean same = before.isPresent()
                && after.map(next -> next.countsAs(before.get().budget())).orElse(true);
        Instant now = clock.instant();
        Budget budget = after.or(() -> before.map(KeptBudget::budget)).orElseThrow();
        KeptBudget next = same
                ? new KeptBudget(before.get().id(), revision, before.get().countedFrom(), now, budget)
                : new KeptBudget(UUID.randomUUID(), revision, budget.window().countedFrom(now), now, budget);
        Uni<Void> known = same || after.isEmpty()
                ? Uni.createFrom().voidItem()
                : requireZone(transaction, budget.window().zone().getId());
        return known.chain(() -> budgets.put(
                        transaction,
                        next,
                        after.isEmpty(),
                        !same && after.isPresent(),
                        author,
                        audited(before, after, author)))
                .replaceWith(new Change(before, after.map(defined -> next)));
    }

    private Uni<Void> requireZone(BudgetRepository.Transaction transaction, String zone) {
        return budgets.knowsZone(transaction, zone)
                .invoke(known -> {
                    if (!known) {
                        throw QuartermasterException.invalid(
                                "time_zone", "The database knows no time zone '" + zone + "'.");
                    }
                })
                .replaceWithVoid();
    }

    private AuditEntry audited(Optional<KeptBudget> before, Optional<Budget> after, Author author) {
        String action = before.isEmpty() ? "create" : after.isEmpty() ? "delete" : "update";
        String name =
                after.or(() -> before.map(KeptBudget::budget)).map(Budget::name).orElseThrow();
        return AuditEntry.of(
                author,
                action,
                "budget",
                name,
                before.map(KeptBudget::budget).map(this::text).orElse(null),
                after.map(this::text).orElse(null));
    }

    private String text(Budget budget) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", budget.name());
        fields.put("scope", budget.scope());
        fields.put("window", budget.window().unit().wire());
        fields.put("rolling", budget.window().rolling());
        fields.put("time_zone", budget.window().zone().getId());
        fields.put("limit_usd", budget.limit().usd());
        fields.put("thresholds", budget.thresholds());
        fields.put("action", budget.action().wire());
        fields.put("economise_from", budget.economiseFrom());
        fields.put("enabled", budget.enabled());
        try {
            return json.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a budget can always be written", e);
        }
    }
}
