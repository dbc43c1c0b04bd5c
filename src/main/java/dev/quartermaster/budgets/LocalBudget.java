package dev.quartermaster.budgets;

import dev.quartermaster.budgets.definition.Budget;
import dev.quartermaster.budgets.definition.BudgetAction;
import dev.quartermaster.budgets.definition.Dimension;
import dev.quartermaster.budgets.definition.KeptBudget;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Budget as this instance uses it: its definition, and an account for each window. */
final class LocalBudget {

    /** Place in the order in which accounts are reserved, the same for all calls. */
    final int place;

    private final UUID id;
    private final @Nullable String provider;
    private final @Nullable String model;
    private final @Nullable String agentType;
    private final @Nullable String taskId;
    private final @Nullable String apiKey;
    private volatile Terms terms;

    /** The newest first; replaced as a whole. */
    private volatile Account[] accounts = {};

    /** Part of a definition that changes without a new count. */
    private record Terms(KeptBudget kept, BudgetAction action, long limit, double economiseFrom) {
        static Terms of(KeptBudget kept) {
            Budget budget = kept.budget();
            return new Terms(
                    kept,
                    budget.action(),
                    NanoUsd.down(budget.limit().usd()),
                    budget.economiseFrom() == null
                            ? Double.POSITIVE_INFINITY
                            : budget.economiseFrom().doubleValue());
        }
    }

    LocalBudget(KeptBudget kept, int place) {
        this.place = place;
        this.id = kept.id();
        Budget budget = kept.budget();
        this.provider = budget.target(Dimension.PROVIDER).orElse(null);
        this.model = budget.target(Dimension.MODEL).orElse(null);
        this.agentType = budget.target(Dimension.AGENT_TYPE).orElse(null);
        this.taskId = budget.target(Dimension.TASK_ID).orElse(null);
        this.apiKey = budget.target(Dimension.API_KEY).orElse(null);
        this.terms = Terms.of(kept);
    }

    void change(KeptBudget kept) {
        terms = Terms.of(kept);
    }

    UUID id() {
        return id;
    }

    KeptBudget kept() {
        return terms.kept();
    }

    Budget budget() {
        return terms.kept().budget();
    }

    BudgetAction action() {
        return terms.action();
    }

    long limit() {
        return terms.limit();
    }

    /** Infinite if it never prefers cheaper models. */
    double economiseFrom() {
        return terms.economiseFrom();
    }

    boolean matches(Spender spender) {
        return matchesRequest(spender) && matchesModel(spender);
    }

    /** Returns whether it applies to a request on some model. */
    boolean matchesRequest(Spender spender) {
        return isOr(agentType, spender.agentType()) && isOr(apiKey, spender.apiKey()) && isOr(taskId, spender.taskId());
    }

    @Nullable ProviderId provider() {
        return provider == null ? null : ProviderId.of(provider);
    }

    @Nullable ModelKey model() {
        return model == null ? null : ModelKey.parse(model).orElse(null);
    }

    private boolean matchesModel(Spender spender) {
        if (provider == null && model == null) {
            return true;
        }
        var chosen = spender.model();
        return chosen != null
                && isOr(provider, chosen.provider().value())
                && (model == null || isModel(model, chosen.provider().value(), chosen.id()));
    }

    private static boolean isModel(String qualified, String provider, String id) {
        return qualified.length() == provider.length() + 1 + id.length()
                && qualified.startsWith(provider)
                && qualified.charAt(provider.length()) == '/'
                && qualified.endsWith(id);
    }

    private static boolean isOr(@Nullable String wanted, @Nullable String given) {
        return wanted == null || wanted.equals(given);
    }

    /** Returns the account of the window that a moment is in. */
    Account account(long millis) {
        for (Account account : accounts) {
            if (account.covers(millis)) {
                return account;
            }
        }
        return open(millis);
    }

    private synchronized Account open(long millis) {
        for (Account account : accounts) {
            if (account.covers(millis)) {
                return account;
            }
        }
        Instant time = Instant.ofEpochMilli(millis);
        Account opened = new Account(
                this, budget().window().start(time), budget().window().end(time));
        List<Account> all = new ArrayList<>(List.of(accounts));
        all.add(opened);
        all.sort((one, other) -> Long.compare(other.startMillis, one.startMillis));
        accounts = all.toArray(Account[]::new);
        return opened;
    }

    synchronized void close(Predicate<Account> over) {
        accounts = java.util.Arrays.stream(accounts).filter(over.negate()).toArray(Account[]::new);
    }

    List<Account> accounts() {
        return List.of(accounts);
    }
}
