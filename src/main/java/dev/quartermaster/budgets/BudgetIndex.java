package dev.quartermaster.budgets;

import dev.quartermaster.budgets.definition.Dimension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Enabled budgets, found by what a call spends on. Immutable. */
final class BudgetIndex {

    static final BudgetIndex EMPTY = new BudgetIndex(List.of());

    private static final Account[] NO_ACCOUNTS = {};
    private static final LocalBudget[] NO_BUDGETS = {};

    /** Dimensions by which a budget is looked up: the one of its own that fewest calls share. */
    private static final List<Dimension> BY_SELECTIVITY =
            List.of(Dimension.TASK_ID, Dimension.API_KEY, Dimension.AGENT_TYPE, Dimension.MODEL, Dimension.PROVIDER);

    private final Map<UUID, LocalBudget> all;
    private final LocalBudget[] global;
    private final Map<String, LocalBudget[]> byTask;
    private final Map<String, LocalBudget[]> byKey;
    private final Map<String, LocalBudget[]> byAgent;
    private final Map<String, LocalBudget[]> byModelOrProvider;
    private final LocalBudget[] economising;

    BudgetIndex(Collection<LocalBudget> budgets) {
        this.all = budgets.stream().collect(Collectors.toUnmodifiableMap(LocalBudget::id, Function.identity()));
        Map<Dimension, Map<String, List<LocalBudget>>> found = new HashMap<>();
        for (LocalBudget budget : budgets) {
            Dimension first = BY_SELECTIVITY.stream()
                    .filter(dimension -> budget.budget().target(dimension).isPresent())
                    .findFirst()
                    .orElse(Dimension.GLOBAL);
            found.computeIfAbsent(first, none -> new HashMap<>())
                    .computeIfAbsent(budget.budget().target(first).orElse(""), none -> new ArrayList<>())
                    .add(budget);
        }
        this.global = arrays(found.get(Dimension.GLOBAL)).getOrDefault("", NO_BUDGETS);
        this.byTask = arrays(found.get(Dimension.TASK_ID));
        this.byKey = arrays(found.get(Dimension.API_KEY));
        this.byAgent = arrays(found.get(Dimension.AGENT_TYPE));
        Map<String, LocalBudget[]> models = new HashMap<>(arrays(found.get(Dimension.PROVIDER)));
        arrays(found.get(Dimension.MODEL))
                .forEach((model, own) -> models.merge(providerOf(model), own, BudgetIndex::both));
        this.byModelOrProvider = models;
        this.economising = budgets.stream()
                .filter(budget -> budget.economiseFrom() < Double.POSITIVE_INFINITY)
                .toArray(LocalBudget[]::new);
    }

    private static String providerOf(String model) {
        return model.substring(0, model.indexOf('/'));
    }

    private static LocalBudget[] both(LocalBudget[] one, LocalBudget[] other) {
        LocalBudget[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static Map<String, LocalBudget[]> arrays(@Nullable Map<String, List<LocalBudget>> lists) {
        return lists == null
                ? Map.of()
                : lists.entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, entry -> entry.getValue().toArray(LocalBudget[]::new)));
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    boolean economises() {
        return economising.length > 0;
    }

    /** Returns the accounts of a request, on whichever model, from whose state on cheaper models are preferred. */
    List<Account> economising(Spender spender) {
        List<Account> found = new ArrayList<>();
        add(found, economising, spender, spender.time().toEpochMilli());
        return found;
    }

    Collection<LocalBudget> budgets() {
        return all.values();
    }

    @Nullable LocalBudget budget(UUID id) {
        return all.get(id);
    }

    /** Returns the account of each budget that applies, in the order in which they are reserved. */
    Account[] accounts(Spender spender) {
        long millis = spender.time().toEpochMilli();
        Account[] found = add(NO_ACCOUNTS, global, spender, millis);
        found = add(found, byTask, spender.taskId(), spender, millis);
        found = add(found, byKey, spender.apiKey(), spender, millis);
        found = add(found, byAgent, spender.agentType(), spender, millis);
        if (spender.model() != null) {
            found = add(found, byModelOrProvider, spender.model().provider().value(), spender, millis);
        }
        if (found.length > 1) {
            Arrays.sort(found, BY_PLACE);
        }
        return found;
    }

    /** Returns the account of each budget that may apply to a request, whichever model it goes to. */
    List<Account> onAnyModel(Spender spender) {
        long millis = spender.time().toEpochMilli();
        List<Account> found = new ArrayList<>();
        add(found, global, spender, millis);
        add(found, of(byTask, spender.taskId()), spender, millis);
        add(found, of(byKey, spender.apiKey()), spender, millis);
        add(found, of(byAgent, spender.agentType()), spender, millis);
        byModelOrProvider.values().forEach(budgets -> add(found, budgets, spender, millis));
        found.sort(BY_PLACE);
        return found;
    }

    private static LocalBudget[] of(Map<String, LocalBudget[]> budgets, @Nullable String target) {
        return target == null ? NO_BUDGETS : budgets.getOrDefault(target, NO_BUDGETS);
    }

    private static void add(List<Account> found, LocalBudget[] budgets, Spender spender, long millis) {
        for (LocalBudget budget : budgets) {
            if (budget.matchesRequest(spender)) {
                found.add(budget.account(millis));
            }
        }
    }

    private static final Comparator<Account> BY_PLACE =
            (one, other) -> Integer.compare(one.budget.place, other.budget.place);

    private static Account[] add(
            Account[] found,
            Map<String, LocalBudget[]> budgets,
            @Nullable String target,
            Spender spender,
            long millis) {
        if (target == null || budgets.isEmpty()) {
            return found;
        }
        LocalBudget[] own = budgets.get(target);
        return own == null ? found : add(found, own, spender, millis);
    }

    private static Account[] add(Account[] found, LocalBudget[] budgets, Spender spender, long millis) {
        Account[] all = found;
        for (LocalBudget budget : budgets) {
            if (budget.matches(spender)) {
                all = Arrays.copyOf(all, all.length + 1);
                all[all.length - 1] = budget.account(millis);
            }
        }
        return all;
    }
}
