package dev.quartermaster.inference.failover;

import dev.quartermaster.budgets.BudgetHolds;
import dev.quartermaster.budgets.BudgetRefusal;
import dev.quartermaster.budgets.Hold;
import dev.quartermaster.budgets.HoldDecision;
import dev.quartermaster.budgets.Spender;
import dev.quartermaster.cost.CallBounds;
import dev.quartermaster.cost.MaximumCost;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.inference.failover.AttemptResult.OverBudget;
import dev.quartermaster.inference.planning.BudgetExceeded;
import dev.quartermaster.inference.planning.CallMaximum;
import dev.quartermaster.limits.LimitDecision.Permit;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/** Holds the most that a call can cost in every budget that applies, before it goes out. */
@ApplicationScoped
public class BudgetAdmission {

    /** More than any budget: what is asked where no bound is known. */
    private static final Money UNBOUNDED = MaximumCost.money(MaximumCost.UNBOUNDED);

    /** What is settled at the deadline is settled in time. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** Ends a hold that no end of its stream has ended. */
    private static final Duration LONGEST_STREAM = Duration.ofDays(1);

    private final BudgetHolds budgets;
    private final CallMaximum callMaximum;
    private final Clock clock;

    BudgetAdmission(BudgetHolds budgets, CallMaximum callMaximum, Clock clock) {
        this.budgets = budgets;
        this.callMaximum = callMaximum;
        this.clock = clock;
    }

    /**
     * Makes a call within the budgets. What it holds is its request's, to be settled when the call is over.
     *
     * @param permit of the quotas; given back where a budget refuses, as no call goes out then
     */
    <T> Uni<AttemptResult<T>> within(
            RequestContext requestContext, ModelSpec model, Permit permit, Supplier<Uni<AttemptResult<T>>> call) {
        if (budgets.isEmpty()) {
            return call.get();
        }
        Spender spender = requestContext.request().spender().on(model.key());
        CallBounds bounds = callMaximum.bounds(model, requestContext.request().ask());
        long nanos = callMaximum.nanos(model, bounds);
        if (nanos == MaximumCost.UNBOUNDED) {
            return unknown(model, spender, callMaximum.isPriced(model, bounds), permit, call);
        }
        Duration longest = longest(requestContext);
        Hold hold = budgets.holdAtOnce(spender, nanos, longest);
        if (hold == null) {
            return renewed(requestContext, spender, nanos, longest, permit)
                    .chain(decision -> decided(requestContext, model, permit, decision, call));
        }
        requestContext.holds().took(hold);
        return call.get();
    }

    /** No amount covers it. Budgets that only watch have nothing to hold, and count what the ledger says in the end. */
    private <T> Uni<AttemptResult<T>> unknown(
            ModelSpec model, Spender spender, boolean priced, Permit permit, Supplier<Uni<AttemptResult<T>>> call) {
        // Asked of the hold itself: also a budget of which nothing is leased yet refuses what no amount covers.
        return budgets.blocks(spender) && budgets.hold(spender, UNBOUNDED) instanceof BudgetRefusal refusal
                ? refused(model, permit, BudgetExceeded.unknown(refusal, priced, model.key(), clock.instant()))
                : call.get();
    }

    /** Waits once for more to be leased; the wait is the database's. */
    private Uni<HoldDecision> renewed(
            RequestContext requestContext, Spender spender, long most, Duration longest, Permit permit) {
        long start = System.nanoTime();
        return budgets.holdRenewed(spender, most, longest)
                .onTermination()
                .invoke(() -> requestContext.waited(System.nanoTime() - start))
                .onFailure()
                .invoke(permit::release)
                .onCancellation()
                .invoke(permit::release);
    }

    /** A call ends with its request's deadline, and a stream when it ends. */
    private static Duration longest(RequestContext requestContext) {
        Duration left = requestContext.remaining();
        return requestContext.request().ask().stream() ? LONGEST_STREAM : left.isNegative() ? GRACE : left.plus(GRACE);
    }

    private <T> Uni<AttemptResult<T>> decided(
            RequestContext requestContext,
            ModelSpec model,
            Permit permit,
            HoldDecision decision,
            Supplier<Uni<AttemptResult<T>>> call) {
        if (decision instanceof Hold hold) {
            requestContext.holds().took(hold);
            return call.get();
        }
        return refused(model, permit, BudgetExceeded.of((BudgetRefusal) decision, model.key(), clock.instant()));
    }

    private static <T> Uni<AttemptResult<T>> refused(ModelSpec model, Permit permit, QuartermasterException why) {
        permit.release();
        return Uni.createFrom().item(new OverBudget<>(model.key(), why));
    }
}
