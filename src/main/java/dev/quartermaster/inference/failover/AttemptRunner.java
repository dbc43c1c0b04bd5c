package dev.quartermaster.inference.failover;

import dev.quartermaster.cost.CallCost;
import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.AttemptOutcome;
import dev.quartermaster.inference.failover.AttemptResult.Answered;
import dev.quartermaster.inference.failover.AttemptResult.Failed;
import dev.quartermaster.inference.failover.AttemptResult.Refused;
import dev.quartermaster.inference.request.InferenceOperation;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.limits.LimitDecision;
import dev.quartermaster.limits.LimitDecision.Permit;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.directory.ProviderAccess;
import dev.quartermaster.provider.directory.ProviderUnavailability;
import dev.quartermaster.provider.directory.Providers;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.routing.RankedModel;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Makes one attempt at one model: takes capacity, calls once, and returns what came of it. */
@ApplicationScoped
public class AttemptRunner {

    private final Providers providers;
    private final RejectedKeys rejectedKeys;
    private final AdmissionControl admissionControl;
    private final BudgetAdmission budgetAdmission;
    private final LinkedMedia media;
    private final CircuitBreakers circuitBreakers;
    private final Vertx vertx;

    AttemptRunner(
            Providers providers,
            RejectedKeys rejectedKeys,
            AdmissionControl admissionControl,
            BudgetAdmission budgetAdmission,
            LinkedMedia media,
            CircuitBreakers circuitBreakers,
            Vertx vertx) {
        this.providers = providers;
        this.rejectedKeys = rejectedKeys;
        this.admissionControl = admissionControl;
        this.budgetAdmission = budgetAdmission;
        this.media = media;
        this.circuitBreakers = circuitBreakers;
        this.vertx = vertx;
    }

    /** One call to one candidate, and no other. Fails only by a defect of ours. */
    public <T> Uni<AttemptResult<T>> attempt(
            RequestContext requestContext, ProviderExchange<T> providerExchange, RankedModel candidate) {
        return admitted(requestContext, providerExchange, candidate).invoke(requestContext::ended);
    }

    private <T> Uni<AttemptResult<T>> admitted(
            RequestContext requestContext, ProviderExchange<T> providerExchange, RankedModel candidate) {
        ModelSpec model = candidate.model();
        InferenceOperation operation = requestContext.request().ask();
        Optional<ProviderAccess> access = admissionControl.access(
                operation, model, requestContext.attempts().usedKeys(model.key()));
        if (access.isEmpty()) {
            return Uni.createFrom().item(Failed.uncalled(model.key(), noKey(model)));
        }
        LimitDecision limitDecision = admissionControl.take(operation, model, access.get());
        if (limitDecision instanceof LimitDecision.Refused refused) {
            return Uni.createFrom().item(Failed.uncalled(model.key(), AdmissionControl.overQuota(model, refused)));
        }
        Permit permit = (Permit) limitDecision;
        return budgetAdmission.within(requestContext, model, permit, () -> new Call<>(
                        requestContext, providerExchange, candidate, permit, access.get())
                .make());
    }

    private ProviderFailure noKey(ModelSpec model) {
        String why = providers
                .obstacle(model.key().provider())
                .or(() -> providers.obstacle(model.key()))
                .map(ProviderUnavailability::why)
                .orElse("provider " + model.key().provider() + " has no key that it accepts");
        return ProviderFailure.permanentOf(FailureKind.AUTHENTICATION, model.key() + ": " + why);
    }

    /** One call that has a part of the quotas. */
    private final class Call<T> {

        private final RequestContext requestContext;
        private final ProviderExchange<T> providerExchange;
        private final RankedModel candidate;
        private final ModelSpec model;
        private final Permit permit;
        private final ChatProvider provider;
        private final @Nullable ApiKey key;
        private final AtomicReference<PriceRoute> route = new AtomicReference<>();

        Call(
                RequestContext requestContext,
                ProviderExchange<T> providerExchange,
                RankedModel candidate,
                Permit permit,
                ProviderAccess access) {
            this.requestContext = requestContext;
            this.providerExchange = providerExchange;
            this.candidate = candidate;
            this.model = candidate.model();
            this.permit = permit;
            this.provider = access.provider();
            this.key = access.key();
        }

        Uni<AttemptResult<T>> make() {
            InferenceRequest request = requestContext.request();
            long start = System.nanoTime();
            return media.readable(request.ask(), provider, requestContext.files(), requestContext.remaining())
                    .onFailure()
                    .invoke(this::giveBack)
                    .chain(operation -> admissionControl
                            .enter(request.hints().priority(), model, permit)
                            .replaceWith(operation))
                    .onTermination()
                    .invoke(() -> requestContext.waited(System.nanoTime() - start))
                    .onFailure()
                    .invoke(this::giveBack)
                    .onCancellation()
                    .invoke(this::giveBack)
                    .chain(this::send)
                    .onFailure(QuartermasterException.class)
                    .recoverWithItem(badLink -> new Refused<>(model.key(), badLink, true))
                    .onFailure(ProviderFailure.class)
                    .recoverWithItem(full -> Failed.uncalled(model.key(), full));
        }

        private Uni<AttemptResult<T>> send(InferenceOperation operation) {
            if (!isAdmitted()) {
                giveBack();
                return Uni.createFrom().item(Failed.uncalled(model.key(), leftAlone()));
            }
            DroppedFields dropped =
                    new DroppedFields(requestContext.request().hints().dropUnsupported());
            ProviderCall<InferenceOperation> call = new ProviderCall<>(
                    model, operation, key, admissionControl.reports(model, key), dropped, route::set);
            Duration patience = shorter(
                    providerExchange.timeout().apply(providers.settings(provider.id())), requestContext.remaining());
            requestContext.attempts().calling(model, key);
            long start = System.nanoTime();
            Uni<T> work =
                    Uni.createFrom().deferred(() -> providerExchange.call().apply(provider, call));
            return CallTimeout.within(vertx, patience, work, () -> tooSlow(patience))
                    .<AttemptResult<T>>map(value ->
                            new Answered<>(candidate, permit, route.get(), value, dropped, attempt(null, start)))
                    .onFailure(QuartermasterException.class)
                    .recoverWithItem(refusal -> refused(refusal))
                    .onFailure(ProviderFailure.class)
                    .recoverWithItem(failure -> failed(failure, start))
                    .onFailure()
                    .invoke(this::broken)
                    .onCancellation()
                    .invoke(this::left);
        }

        /** No call went out. */
        private void giveBack() {
            permit.release();
            requestContext.holds().release();
        }

        private boolean isAdmitted() {
            return requestContext.attempts().hasFailedAt(model.key())
                    ? circuitBreakers.admitAgain(model.key())
                    : circuitBreakers.admit(model.key());
        }

        /** It was well when the route was made, and went down since; or another call is finding out whether it is back. */
        private ProviderFailure leftAlone() {
            Duration pause =
                    requestContext.attempts().hasFailedAt(model.key()) ? null : circuitBreakers.wait(model.key());
            String message = model.key() + " is left alone for now: its calls failed";
            return new ProviderFailure(FailureKind.UNAVAILABLE, true, 0, null, message, pause);
        }

        private ProviderFailure tooSlow(Duration patience) {
            return ProviderFailure.transientOf(
                    FailureKind.TIMEOUT, model.key() + " did not answer within " + patience.toMillis() + " ms");
        }

        private AttemptResult<T> refused(QuartermasterException refusal) {
            giveBack();
            circuitBreakers.inconclusive(model.key());
            return new Refused<>(model.key(), refusal, false);
        }

        private AttemptResult<T> failed(ProviderFailure failure, long start) {
            Optional<CallCost> billed = failure.used().map(usage -> CallCost.of(model, usage, route.get()));
            permit.settle(billed.map(cost -> cost.usage().totalTokens()).orElse(0L));
            billed.ifPresentOrElse(
                    requestContext::settleHold, () -> requestContext.holds().settle(Money.ZERO));
            if (FailureClassifier.isUsedUp(failure) || AnswerScores.isLowScore(failure)) {
                circuitBreakers.succeeded(model.key());
            } else {
                requestContext.attempts().failedAt(model.key(), failure.kind(), circuitBreakers);
            }
            admissionControl.failed(model, key, failure);
            rejectedKeys.note(model.key(), key, failure);
            Attempt attempt = attempt(failure, start);
            Log.warnf(
                    "attempt failed: request=%s model=%s key=%s kind=%s status=%d after=%.0fms",
                    requestContext.request().requestId(),
                    model.key(),
                    attempt.keyId(),
                    attempt.reason(),
                    failure.status(),
                    attempt.latencyMs());
            return new Failed<>(
                    failure, billed.map(cost -> charged(attempt, cost)).orElse(attempt));
        }

        /** The provider bills a call that brought no answer. */
        private Attempt charged(Attempt attempt, CallCost cost) {
            requestContext.bill().add(cost, true);
            return attempt.billed(cost.bill());
        }

        private void broken(Throwable defect) {
            permit.settle(0);
            requestContext.holds().settle(Money.ZERO);
            requestContext.attempts().failedAt(model.key(), FailureKind.ERROR, circuitBreakers);
        }

        private void left() {
            circuitBreakers.inconclusive(model.key());
            permit.abandon();
        }

        /** @param failure null when the call succeeded */
        private Attempt attempt(@Nullable ProviderFailure failure, long start) {
            double latencyMs = (System.nanoTime() - start) / 1e6;
            return new Attempt(
                    model.key().provider().value(),
                    model.key().id(),
                    key == null ? null : key.id(),
                    failure == null ? AttemptOutcome.SUCCESS : AttemptOutcome.ERROR,
                    failure == null ? null : failure.kind().wire(),
                    failure == null ? Integer.valueOf(200) : statusOf(failure),
                    latencyMs);
        }
    }

    private static @Nullable Integer statusOf(ProviderFailure failure) {
        return failure.status() == 0 ? null : failure.status();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other.isNegative() ? Duration.ZERO : other;
    }
}
