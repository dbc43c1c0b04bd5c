package dev.quartermaster.api.keys;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.budgets.BudgetDefinitions;
import dev.quartermaster.budgets.definition.Budget;
import dev.quartermaster.budgets.definition.BudgetAction;
import dev.quartermaster.budgets.definition.BudgetWindow;
import dev.quartermaster.budgets.definition.Dimension;
import dev.quartermaster.budgets.definition.KeptBudget;
import dev.quartermaster.budgets.definition.Scope;
import dev.quartermaster.budgets.store.BudgetEditor;
import dev.quartermaster.budgets.store.BudgetReports;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.storage.audit.Author;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The budget that is set together with a key: one of scope {@code api_key} that blocks, named {@code key-<id>}. Any other
 * budget of that scope holds for the key as well.
 */
@Singleton
class KeyBudget {

    static final String FIELD = "budget";

    private static final BigDecimal HIGHEST_LIMIT = new BigDecimal("1000000000");
    private static final int DECIMALS = 9;
    private static final List<BigDecimal> THRESHOLDS =
            List.of(new BigDecimal("0.5"), new BigDecimal("0.8"), BigDecimal.ONE);

    private final BudgetEditor editor;
    private final BudgetDefinitions definitions;
    private final BudgetReports reports;

    KeyBudget(BudgetEditor editor, BudgetDefinitions definitions, BudgetReports reports) {
        this.editor = editor;
        this.definitions = definitions;
        this.reports = reports;
    }

    /** Budget that is asked for. */
    record Limit(Money limit, BudgetWindow.Unit window) {}

    /** Reads the field; empty when it is absent or null. */
    static Optional<Limit> read(JsonNode body) {
        JsonFields fields = JsonFields.of(body, "").object(FIELD);
        if (fields == null) {
            return Optional.empty();
        }
        String place = fields.path("limit_usd");
        BigDecimal limit = fields.required("limit_usd", fields.decimal("limit_usd"));
        if (limit.signum() <= 0
                || limit.compareTo(HIGHEST_LIMIT) > 0
                || limit.stripTrailingZeros().scale() > DECIMALS) {
            throw QuartermasterException.invalid(
                    place,
                    "'" + place + "' must be more than 0, at most " + HIGHEST_LIMIT.toPlainString() + ", with at most "
                            + DECIMALS + " decimals");
        }
        Limit read = new Limit(new Money(limit), window(fields));
        fields.refuseUnknown("is not a field of a key's budget; /api/v1/budgets has more");
        return Optional.of(read);
    }

    private static BudgetWindow.Unit window(JsonFields fields) {
        String word = fields.text("window");
        return BudgetWindow.Unit.of(word == null ? "month" : word)
                .orElseThrow(() -> QuartermasterException.invalid(
                        fields.path("window"),
                        "'" + fields.path("window") + "' must be one of "
                                + Arrays.stream(BudgetWindow.Unit.values())
                                        .map(BudgetWindow.Unit::wire)
                                        .collect(Collectors.joining(", "))));
    }

    /** Sets the budget of a key, or removes it. */
    Uni<Void> set(String keyId, Optional<Limit> limit, Author author) {
        String name = "key-" + keyId;
        Optional<Budget> budget = limit.map(asked -> new Budget(
                name,
                List.of(new Scope(Dimension.API_KEY, keyId)),
                new BudgetWindow(asked.window(), false, BudgetWindow.UTC),
                asked.limit(),
                THRESHOLDS,
                BudgetAction.BLOCK,
                null,
                true));
        return budget.isEmpty() && definitions.find(name).isEmpty()
                ? Uni.createFrom().voidItem()
                : editor.apply(name, null, before -> budget, author).replaceWithVoid();
    }

    /** Returns how the budgets of each key stand, by the key's id. */
    Uni<Map<String, List<BudgetReports.Standing>>> standings(List<String> keyIds) {
        List<KeptBudget> budgets = definitions.all().stream()
                // Most budgets are of no key, and such a list takes no null.
                .filter(kept -> kept.budget()
                        .target(Dimension.API_KEY)
                        .filter(keyIds::contains)
                        .isPresent())
                .toList();
        return budgets.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : reports.standings(budgets).map(found -> found.stream()
                        .collect(Collectors.groupingBy(standing -> String.valueOf(target(standing.kept())))));
    }

    private static @Nullable String target(KeptBudget kept) {
        return kept.budget().target(Dimension.API_KEY).orElse(null);
    }
}
