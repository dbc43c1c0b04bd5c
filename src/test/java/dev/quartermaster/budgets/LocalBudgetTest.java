package dev.quartermaster.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.budgets.definition.Dimension;
import dev.quartermaster.budgets.definition.Scope;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalBudgetTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant END = Instant.parse("2026-03-01T11:00:00Z");

    private static LocalBudget budget(Scope... scopes) {
        return new LocalBudget(BudgetInstance.blocking("b", "1", scopes), 0);
    }

    private static Spender on(String provider, String model) {
        return new Spender(new ModelKey(ProviderId.of(provider), model), null, null, null, START);
    }

    /** Others have the same id, or as many characters, or begin or end like it. */
    @Test
    void theBudgetOfAModelCoversNoOther() {
        LocalBudget budget = budget(new Scope(Dimension.MODEL, "openai/gpt-4o"));

        assertThat(budget.matches(on("openai", "gpt-4o"))).isTrue();
        for (Spender other : List.of(
                on("anthropic", "gpt-4o"),
                on("azure1", "gpt-4o"),
                on("openai", "gpt-4x"),
                on("openai", "gpt-4o-mini"),
                on("opena", "i-gpt-4o"))) {
            assertThat(budget.matches(other)).as("%s", other.model()).isFalse();
        }
        assertThat(budget.matches(new Spender(null, null, null, null, START))).isFalse();
    }

    @Test
    void aWindowBeginsWithItsFirstMomentAndEndsBeforeItsLast() {
        Account account = new Account(budget(), START, END);

        assertThat(account.covers(START.toEpochMilli() - 1)).isFalse();
        assertThat(account.covers(START.toEpochMilli())).isTrue();
        assertThat(account.covers(END.toEpochMilli() - 1)).isTrue();
        assertThat(account.covers(END.toEpochMilli())).isFalse();
    }
}
