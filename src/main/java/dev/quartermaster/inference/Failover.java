package dev.quartermaster.inference;

import dev.quartermaster.credentials.KeyRing;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.inference.FailoverStateMachine.AttemptFailure;
import dev.quartermaster.inference.LinkedMedia.BadLink;
import dev.quartermaster.routing.RankedModel;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Makes one attempt after the other, as the {@link FailoverStateMachine} of the request says, until a model answers. */
@ApplicationScoped
class Failover {

    private final AttemptRunner attempts;
    private final ContentPolicyFallbacks otherPolicies;
    private final KeyRing keys;
    private final Vertx vertx;
    private final FailoverStateMachine.RetryContext effort;

    Failover(
            AttemptRunner attempts,
            ContentPolicyFallbacks otherPolicies,
            KeyRing keys,
            Vertx vertx,
            FailoverConfig config) {
        this.attempts = attempts;
        this.otherPolicies = otherPolicies;
        this.keys = keys;
        this.vertx = vertx;
        RetryBudget budget = new RetryBudget(
                config.retryBudgetPercent(),
                config.retryBudgetFloor(),
                () -> TimeUnit.NANOSECONDS.toSeconds(System.nanoTime()));
        this.effort = new FailoverStateMachine.RetryContext(
                FailoverRules.of(config), budget, () -> ThreadLocalRandom.current()
                        .nextDouble());
    }

    /** The first success along the route; fails with a {@link QuartermasterException} that lists every attempt. */
    <T> Uni<SuccessfulAttempt<T>> walk(RequestContext journey, ProviderExchange<T> exchange) {
        List<RankedModel> route = journey.route();
        boolean alone =
                journey.request().hints().fallbacks().filter(List::isEmpty).isPresent();
        FailoverStateMachine walk = new FailoverStateMachine(
                alone ? route.subList(0, Math.min(1, route.size())) : route,
                journey.named(),
                model -> alone ? List.of() : otherPolicies.than(model, journey.need()),
                effort,
                journey.deadlineNanos());
        return go(journey, exchange, walk, walk.begin(System.nanoTime()));
    }

    private <T> Uni<SuccessfulAttempt<T>> go(
            RequestContext journey,
            ProviderExchange<T> exchange,
            FailoverStateMachine walk,
            FailoverStateMachine.Step step) {
        if (step instanceof FailoverStateMachine.Call call) {
            int calls = journey.upstreamCalls();
            return attempts.attempt(journey, exchange, call.candidate())
                    .onFailure()
                    .recoverWithUni(failure ->
                            after(journey, exchange, walk, call.candidate(), failure, journey.upstreamCalls() > calls));
        } else if (step instanceof FailoverStateMachine.Wait wait) {
            return CallTimeout.pause(vertx, wait.time())
                    .invoke(() -> journey.waited(wait.time().toNanos()))
                    .chain(() -> go(journey, exchange, walk, walk.resume(System.nanoTime())));
        }
        return Uni.createFrom().failure(ending(journey, walk));
    }

    private <T> Uni<SuccessfulAttempt<T>> after(
            RequestContext journey,
            ProviderExchange<T> exchange,
            FailoverStateMachine walk,
            RankedModel candidate,
            Throwable failure,
            boolean called) {
        if (failure instanceof ProviderFailure known) {
            AttemptFailure setback = new AttemptFailure(
                    known, called, hasAnotherKey(journey, candidate.model().key()));
            return next(called, () -> go(journey, exchange, walk, walk.failed(setback, System.nanoTime())));
        } else if (failure instanceof QuartermasterException refusal && !isAnswer(journey, candidate, refusal)) {
            return next(called, () -> go(journey, exchange, walk, walk.refused(System.nanoTime())));
        }
        return Uni.createFrom().failure(failure instanceof BadLink bad ? bad.refusal() : failure);
    }

    /**
     * Goes on from a fresh stack where no call went out: candidates that are passed over fail at once, each inside of the
     * one before, and a registry holds hundreds.
     */
    private <T> Uni<SuccessfulAttempt<T>> next(boolean called, Supplier<Uni<SuccessfulAttempt<T>>> step) {
        return called ? step.get() : onFreshStack().chain(ignored -> step.get());
    }

    private Uni<Void> onFreshStack() {
        return Uni.createFrom()
                .emitter(emitter -> vertx.getOrCreateContext().runOnContext(ignored -> emitter.complete(null)));
    }

    private boolean hasAnotherKey(RequestContext journey, ModelKey model) {
        return keys.hasUsable(
                model.provider(), key -> !journey.usedKeys(model).contains(key.id()) && keys.allows(model, key));
    }

    /** Whoever names a model wants that one's answer, and this is it; among models we choose, another may do. */
    private static boolean isAnswer(RequestContext journey, RankedModel candidate, QuartermasterException refusal) {
        return journey.named()
                && refusal.code() == ErrorCode.INVALID_REQUEST
                && candidate.model().key().equals(journey.route().get(0).model().key());
    }

    /** What a model that was called said weighs more than that others could not be called. */
    private static QuartermasterException ending(RequestContext journey, FailoverStateMachine walk) {
        if (walk.lastCalled() != null) {
            return FailoverExhausted.of(journey.attempts(), walk.lastCalled());
        } else if (walk.lastPassedOver() != null) {
            return FailoverExhausted.uncalled(journey.attempts(), walk.lastPassedOver());
        }
        return journey.refusal().orElseGet(() -> FailoverExhausted.late(journey.elapsed()));
    }
}
