package dev.quartermaster.inference.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.quartermaster.budgets.BudgetInstance;
import dev.quartermaster.budgets.LeasedBudgets;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.domain.model.Rates;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.inference.failover.AttemptResult.Answered;
import dev.quartermaster.inference.planning.Maximums;
import dev.quartermaster.limits.Limiters;
import dev.quartermaster.routing.Decisions;
import dev.quartermaster.testing.Models;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An answer of a thousand tokens at ten dollars for a million may cost one cent, and the prompt next to nothing. */
class BudgetAdmissionTest {

    private static final ModelSpec MODEL = priced("gpt-4o", "10");
    private static final ModelSpec DEAR = priced("dear", "1000");

    private FailoverParts parts;
    private RequestContext request = FailoverParts.request(Decisions.named(MODEL));

    @AfterEach
    void close() {
        parts.close();
    }

    @Test
    void aCallHoldsTheMostItCanCostUntilItIsSettled() {
        open("0.015");

        Answered<ChatReply> answered = walk();
        assertThat(parts.budgets.open()).isOne();
        assertThat(refusalOf(FailoverParts.request(Decisions.named(MODEL))).details())
                .as("there is no room for a second one")
                .extractingByKey("budget")
                .isInstanceOfSatisfying(
                        Map.class, budget -> assertThat(budget.get("held_usd")).isEqualTo(Money.usd("0.01")));

        request.settled(answered, Usage.of(100, 200));
        assertThat(parts.budgets.open()).isZero();
        assertThat(request.bill().cost()).isEqualTo(Money.usd("0.002"));
        assertThat(request.holds().end(request.bill().cost()).whole())
                .as("all of it counts against the one lease")
                .hasSize(1);
        request = FailoverParts.request(Decisions.named(MODEL));
        assertThat(walk()).as("what was not spent is there for the next").isNotNull();
    }

    @Test
    void theRefusalSaysWhyAndNothingIsCalled() {
        open("0.005");

        QuartermasterException refusal = refusalOf(request);

        assertThat(refusal.code()).isEqualTo(ErrorCode.BUDGET_EXCEEDED);
        assertThat(refusal.getMessage())
                .startsWith("The budget team (global) never covers this request: openai/gpt-4o");
        assertThat(request.attempts().calls()).isZero();
        assertThat(request.attempts().all())
                .extracting(Attempt::reason, Attempt::called)
                .containsExactly(tuple("budget", false));
    }

    /** A budget that refuses gives back what was taken of the quota, so that the next request finds it. */
    @Test
    void aRefusalGivesTheQuotaBack() {
        ModelSpec limited = Models.named("openai/limited")
                .pricing(Pricing.flat(Rates.of("0", "1000")))
                .maxOutputTokens(1_000L)
                .rateLimits(new RateLimits(2L, null))
                .build();
        open("0.005");
        request = FailoverParts.request(Decisions.named(limited));

        for (int i = 0; i < 3; i++) {
            request = FailoverParts.request(Decisions.named(limited));
            assertThat(refusalOf(request).code()).isEqualTo(ErrorCode.BUDGET_EXCEEDED);
        }
    }

    @Test
    void aQuotaThatRefusesHoldsNothing() {
        ModelSpec limited = Models.named("openai/limited")
                .pricing(Pricing.flat(Rates.of("0", "10")))
                .maxOutputTokens(1_000L)
                .rateLimits(new RateLimits(0L, null))
                .build();
        open("1");
        request = FailoverParts.request(Decisions.named(limited));

        assertThat(refusalOf(request).code()).isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED);
        assertThat(parts.budgets.open()).isZero();
    }

    /** The budget has room for one call at a time. */
    @Test
    void aRetryAndAFailoverDoNotHoldTwice() {
        ModelSpec second = priced("second", "10");
        open("0.015", Map.of("quartermaster.failover.back-off", "1ms", "quartermaster.failover.rounds", "0s"));
        parts.failing("gpt-4o", new ProviderFailure(FailureKind.UNAVAILABLE, true, 503, null, "down", null));
        request = FailoverParts.request(Decisions.named(MODEL, second));

        assertThat(walk().model()).isEqualTo(second);
        assertThat(request.attempts().calls()).isEqualTo(4);
        assertThat(parts.budgets.open()).isOne();
    }

    @Test
    void aModelThatIsTooDearGivesWayToTheNext() {
        open("0.015");
        request = FailoverParts.request(Decisions.named(DEAR, MODEL));

        assertThat(walk().model()).isEqualTo(MODEL);
        assertThat(request.attempts().all()).extracting(Attempt::reason).containsExactly("budget", null);
    }

    @Test
    void ofSeveralRefusalsAllAreListed() {
        open("0.005");
        request = FailoverParts.request(Decisions.named(DEAR, MODEL));

        assertThat(refusalOf(request).getMessage())
                .contains("(2 attempts: openai/dear budget after 0 ms; openai/gpt-4o budget after 0 ms)");
    }

    @Test
    void whoeverLeavesHoldsNothingAfterItsRecord() {
        open("1");
        parts.silent();
        parts.walk(request).subscribe().with(answer -> {}).cancel();

        request.holds().end(Money.usd("0.001"));

        assertThat(parts.budgets.open()).isZero();
    }

    @Test
    void aModelWithoutAPriceIsRefusedByName() {
        ModelSpec unpublished = Models.named("openai/unpublished")
                .pricing(new Pricing(Rates.of("0", "0"), List.of(), Map.of(), Pricing.NOT_PUBLISHED, null))
                .build();
        open("1");
        request = FailoverParts.request(Decisions.named(unpublished));

        assertThat(refusalOf(request))
                .hasMessage("The budget team (global) cannot cover openai/unpublished: its price is not known.")
                .extracting(refusal -> refusal.retryAfter())
                .isEqualTo(Optional.empty());
    }

    /** Before the first lease nothing is known of a budget, and yet no amount would cover the call. */
    @Test
    void aModelWithoutAPriceIsRefusedAlsoWhileNothingIsLeased() {
        ModelSpec unpublished = Models.named("openai/unpublished")
                .pricing(new Pricing(Rates.of("0", "0"), List.of(), Map.of(), Pricing.NOT_PUBLISHED, null))
                .build();
        open("1");
        BudgetAdmission unleased = new BudgetAdmission(
                new LeasedBudgets(parts.clock, BudgetInstance.blocking("team", "1")).holds(),
                Maximums.live(parts.calibration),
                parts.clock);

        AttemptResult<Object> result = unleased.within(request, unpublished, Limiters.grant(), () -> {
                    throw new AssertionError("a call went out");
                })
                .await()
                .atMost(FailoverParts.LONG);

        assertThat(result).isInstanceOf(AttemptResult.OverBudget.class);
    }

    private void open(String limit) {
        open(limit, Map.of());
    }

    private void open(String limit, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("OPENAI_API_KEY", "sk-one");
        parts = new FailoverParts(all, BudgetInstance.blocking("team", limit));
    }

    private Answered<ChatReply> walk() {
        return parts.walk(request).await().atMost(FailoverParts.LONG);
    }

    private QuartermasterException refusalOf(RequestContext refused) {
        return catchThrowableOfType(
                QuartermasterException.class, () -> parts.walk(refused).await().atMost(FailoverParts.LONG));
    }

    private static ModelSpec priced(String id, String outputPer1m) {
        return Models.named("openai/" + id)
                .pricing(Pricing.flat(Rates.of("0", outputPer1m)))
                .maxOutputTokens(1_000L)
                .build();
    }
}
