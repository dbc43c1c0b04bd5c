package dev.quartermaster.inference.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.budgets.BlockingBudget;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.routing.BudgetShortage;
import dev.quartermaster.routing.ContextOverflow;
import dev.quartermaster.routing.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NoCandidateErrorTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    @Test
    void whatCanChangeIsSaidFirstAndEachReasonOnce() {
        QuartermasterException error = refusal(List.of(
                rejected("a", true, null, "is disabled in the registry"),
                rejected("b", true, null, "is disabled in the registry"),
                rejected("c", false, null, "provider openai is switched off or has no credentials")));

        assertThat(error.code()).isEqualTo(ErrorCode.NO_MODEL_AVAILABLE);
        assertThat(error.getMessage())
                .isEqualTo("No model can answer now: openai/c: provider openai is switched off or has no credentials; "
                        + "openai/a and 1 more: is disabled in the registry");
        assertThat(error.retryAfter()).contains(Duration.ofSeconds(10));
    }

    @Test
    void theFirstModelThatWillBeFreeSaysWhenToComeBack() {
        QuartermasterException error = refusal(List.of(
                rejected("a", false, Duration.ofSeconds(42), "is unavailable"),
                rejected("b", false, Duration.ofSeconds(7), "is busy")));

        assertThat(error.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void whatNoWaitingChangesIsTheCallersToChange() {
        QuartermasterException error = refusal(List.of(rejected("a", true, null, "lacks tools")));

        assertThat(error.code()).isEqualTo(ErrorCode.MODEL_NOT_SUITABLE);
        assertThat(error.getMessage()).isEqualTo("No model fits this request: openai/a: lacks tools");
        assertThat(error.retryAfter()).isEmpty();
    }

    @Test
    void aRequestTooLargeForEveryModelThatCouldAnswerIsToldAsAnOverflow() {
        Rejection small = overflow("a", 1_000);
        Rejection larger = overflow("b", 8_000);

        QuartermasterException error =
                refusal(List.of(small, larger, rejected("c", true, null, "is disabled in the registry")));

        assertThat(error.code()).isEqualTo(ErrorCode.CONTEXT_LENGTH_EXCEEDED);
        assertThat(error.getMessage())
                .startsWith("This model's maximum context length is 8000 tokens. However, this request needs about"
                        + " 9000 tokens.")
                .contains("openai/a", "openai/b", "is disabled in the registry");
        assertThat(refusal(List.of(small, rejected("c", false, null, "is busy")))
                        .code())
                .isEqualTo(ErrorCode.NO_MODEL_AVAILABLE);
    }

    @Test
    void whereBudgetsAloneKeepModelsFromAnsweringTheyRefuse() {
        QuartermasterException error = refusal(List.of(
                rejected("a", true, null, "lacks tools"),
                rejected("b", false, null, "provider openai is switched off or has no credentials"),
                overBudget("c", "5", NOW.plusSeconds(3_600))));

        assertThat(error.code()).isEqualTo(ErrorCode.BUDGET_EXCEEDED);
        assertThat(error.getMessage())
                .isEqualTo("The budget team (agent_type writer) does not cover this request: openai/c may cost up to"
                        + " 5 USD, and of 10 USD 7.5 are spent and 0.5 held for calls in flight. It resets at"
                        + " 2026-11-29T13:00:00Z.");
        assertThat(error.retryAfter()).contains(Duration.ofHours(1));
        assertThat(error.details())
                .isEqualTo(Map.of(
                        "budget",
                        Map.of(
                                "name", "team",
                                "scope", "agent_type writer",
                                "limit_usd", Money.usd("10"),
                                "spent_usd", Money.usd("7.5"),
                                "held_usd", Money.usd("0.5"),
                                "asked_usd", Money.usd("5"),
                                "resets_at", "2026-11-29T13:00:00Z")));
    }

    @Test
    void theBudgetThatIsFreeFirstIsNamed() {
        QuartermasterException error = refusal(List.of(
                overBudget("a", "11", NOW.plusSeconds(60)),
                overBudget("b", "5", NOW.plusSeconds(60)),
                overBudget("c", "2.25", NOW.plusSeconds(60))));

        assertThat(error.getMessage()).contains("openai/c may cost up to 2.25 USD", "Budgets refuse 2 more models.");
        assertThat(error.retryAfter())
                .as("calls in flight give back what they hold")
                .contains(BudgetExceeded.SOON);
    }

    @Test
    void noWaitHelpsARequestThatIsLargerThanTheBudget() {
        QuartermasterException error = refusal(List.of(overBudget("a", "11", NOW.plusSeconds(60))));

        assertThat(error.getMessage()).contains("never covers", "11 USD", "10 USD", "max_tokens");
        assertThat(error.retryAfter()).isEmpty();
        assertThat(refusal(List.of(overBudget("a", "5", null))).retryAfter()).isEmpty();
    }

    @Test
    void whatMayAnswerSoonIsNoMatterOfBudgets() {
        Rejection down = new Rejection(
                new ModelKey(ProviderId.OPENAI, "a"), false, null, "is unavailable", FailureKind.UNAVAILABLE, null);

        assertThat(refusal(List.of(down, overBudget("b", "5", null))).code()).isEqualTo(ErrorCode.NO_MODEL_AVAILABLE);
    }

    private static Rejection overBudget(String id, String asked, Instant resetsAt) {
        BlockingBudget budget = new BlockingBudget(
                "team",
                "agent_type writer",
                null,
                null,
                Money.usd("10"),
                Money.usd("7.5"),
                Money.usd("0.5"),
                Money.usd("2"),
                resetsAt,
                false);
        return new Rejection(
                new ModelKey(ProviderId.OPENAI, id),
                false,
                null,
                "costs too much",
                FailureKind.BUDGET,
                null,
                new BudgetShortage(budget, Money.usd(asked), true));
    }

    private static QuartermasterException refusal(List<Rejection> rejected) {
        return NoCandidateError.of(rejected, NOW);
    }

    private static Rejection overflow(String id, long limit) {
        String reason = "has a context window of " + limit + " tokens";
        return new Rejection(
                new ModelKey(ProviderId.OPENAI, id), true, null, reason, null, new ContextOverflow(9_000, limit));
    }

    private static Rejection rejected(String id, boolean lasting, Duration wait, String reason) {
        return new Rejection(new ModelKey(ProviderId.OPENAI, id), lasting, wait, reason, null, null);
    }
}
