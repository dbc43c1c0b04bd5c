package dev.quartermaster.inference.failover;

import dev.quartermaster.credentials.KeyRing;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.inference.failover.AttemptResult.Answered;
import dev.quartermaster.inference.failover.AttemptResult.Failed;
import dev.quartermaster.inference.failover.AttemptResult.OverBudget;
import dev.quartermaster.inference.failover.AttemptResult.Refused;
import dev.quartermaster.inference.failover.FailoverStateMachine.AttemptFailure;
import dev.quartermaster.routing.RankedModel;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Makes one attempt after the other, as the {@link FailoverStateMachine} of the request says, until a model answers. */
@ApplicationScoped
public class Failover {

    private final AttemptRunner attemptRunner;
    private final ContentPolicyFallbacks contentPolicyFallbacks;
    private final KeyRing keys;
    private final Vertx vertx;
    private final FailoverStateMachine.RetryContext retryContext;

    Failover(
            AttemptRunner attemptRunner,
            ContentPolicyFallbacks contentPolicyFallbacks,
            KeyRing keys,
            Vertx vertx,
            FailoverConfig config) {
        this.attemptRunner = attemptRunner;
        this.contentPolicyFallbacks = contentPolicyFallbacks;
        this.keys = keys;
        this.vertx = vertx;
        RetryBudget budget = new RetryBudget(
                config.retryBudgetPercent(),
                config.retryBudgetFloor(),
                () -> TimeUnit.NANOSECONDS.toSeconds(System.nanoTime()));
        this.retryContext = new FailoverStateMachine.RetryContext(
                FailoverRules.of(config), budget, () -> ThreadLocalRandom.current()
                        .nextDouble());
    }

    /** The first success along the route; fails with a {@link QuartermasterException} that lists every attempt. */
    public <T> Uni<Answered<T>> walk(RequestContext requestContext, ProviderExchange<T> providerExchange) {
        List<RankedModel> route = requestContext.route();
        boolean alone = requestContext
                .request()
                .hints()
                .fallbacks()
                .filter(List::isEmpty)
                .isPresent();
        FailoverStateMachine failover = new FailoverStateMachine(
                alone ? route.subList(0, Math.min(1, route.size())) : route,
                requestContext.named(),
                model -> alone ? List.of() : contentPolicyFallbacks.than(model, requestContext.need()),
                retryContext,
                requestContext.deadlineNanos());
        return take(requestContext, providerExchange, failover, failover.begin(System.nanoTime()))
                .chain(turn -> turn.answer() != null
                        ? Uni.createFrom().item(turn.answer())
                        : goOn(requestContext, providerExchange, failover, turn.next()));
    }

    /** The outcome of one step: an answer, or else the next step. */
    private record Turn<T>(@Nullable Answered<T> answer, FailoverStateMachine.@Nullable Step next) {}

    /** Takes one step after the other in a loop and not inside of each other: a registry holds hundreds of candidates. */
    private <T> Uni<Answered<T>> goOn(
            RequestContext requestContext,
            ProviderExchange<T> providerExchange,
            FailoverStateMachine failover,
            FailoverStateMachine.@Nullable Step second) {
        AtomicReference<FailoverStateMachine.Step> next = new AtomicReference<>(second);
        return Uni.createFrom()
                .deferred(() -> take(requestContext, providerExchange, failover, next.get()))
                .invoke(turn -> next.set(turn.next()))
                .repeat()
                .whilst(turn -> turn.answer() == null)
                .select()
                .last()
                .toUni()
                .map(Turn::answer);
    }

    private <T> Uni<Turn<T>> take(
            RequestContext requestContext,
            ProviderExchange<T> providerExchange,
            FailoverStateMachine failover,
            FailoverStateMachine.@Nullable Step step) {
        if (step instanceof FailoverStateMachine.Call call) {
            return attemptRunner
                    .attempt(requestContext, providerExchange, call.candidate())
                    .map(result -> turn(requestContext, failover, call.candidate(), result));
        } else if (step instanceof FailoverStateMachine.Wait wait) {
            return CallTimeout.pause(vertx, wait.time())
                    .invoke(() -> requestContext.waited(wait.time().toNanos()))
                    .map(ignored -> new Turn<>(null, failover.resume(System.nanoTime())));
        }
        return Uni.createFrom().failure(ending(requestContext, failover));
    }

    private <T> Turn<T> turn(
            RequestContext requestContext,
            FailoverStateMachine failover,
            RankedModel candidate,
            AttemptResult<T> result) {
        if (result instanceof Answered<T> answered) {
            return new Turn<>(answered, null);
        } else if (result instanceof Failed<T> failed) {
            boolean anotherKey = hasAnotherKey(requestContext, candidate.model().key());
            AttemptFailure attempt = new AttemptFailure(failed.why(), failed.called(), anotherKey);
            return new Turn<>(null, failover.failed(attempt, System.nanoTime()));
        }
        if (result instanceof OverBudget<T> over) {
            return new Turn<>(null, failover.overBudget(over.why(), System.nanoTime()));
        }
        Refused<T> refused = (Refused<T>) result;
        if (refused.everywhere() || isAnswer(requestContext, candidate, refused.why())) {
            throw refused.why();
        }
        return new Turn<>(null, failover.refused(refused.why(), System.nanoTime()));
    }

    private boolean hasAnotherKey(RequestContext requestContext, ModelKey model) {
        return keys.hasUsable(
                model.provider(),
                key -> !requestContext.attempts().usedKeys(model).contains(key.id()) && keys.allows(model, key));
    }

    /** Whoever names a model wants that one's answer, and this is it; among models we choose, another may do. */
    private static boolean isAnswer(
            RequestContext requestContext, RankedModel candidate, QuartermasterException refusal) {
        return requestContext.named()
                && refusal.code() == ErrorCode.INVALID_REQUEST
                && candidate
                        .model()
                        .key()
                        .equals(requestContext.route().get(0).model().key());
    }

    /** What a model that was called said weighs more than that others could not be called. */
    private static QuartermasterException ending(RequestContext requestContext, FailoverStateMachine failover) {
        if (failover.lastCalled() != null) {
            return FailoverExhausted.of(requestContext.attempts().all(), failover.lastCalled());
        } else if (failover.lastPassedOver() != null) {
            return FailoverExhausted.uncalled(requestContext.attempts().all(), failover.lastPassedOver());
        } else if (failover.budgetRefusal() != null) {
            return FailoverExhausted.overBudget(requestContext.attempts().all(), failover.budgetRefusal());
        }
        return failover.firstRefusal() == null
                ? FailoverExhausted.late(requestContext.elapsed())
                : failover.firstRefusal();
    }
}
