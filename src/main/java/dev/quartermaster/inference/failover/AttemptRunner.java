package dev.quartermaster.inference.failover;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.AttemptOutcome;
import dev.quartermaster.inference.failover.LinkedMedia.BadLink;
import dev.quartermaster.inference.request.InferenceOperation;
import dev.quartermaster.limits.LimitDecision;
import dev.quartermaster.limits.LimitDecision.Permit;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.FailureClassifier;
import dev.quartermaster.provider.ProviderAccess;
import dev.quartermaster.provider.ProviderUnavailability;
import dev.quartermaster.provider.Providers;
import dev.quartermaster.routing.RankedModel;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Makes one attempt at one model: takes capacity, calls once, and notes what came of it. */
@ApplicationScoped
public class AttemptRunner {

    private final Providers providers;
    private final RejectedKeys rejectedKeys;
    private final AdmissionControl admissionControl;
    private final LinkedMedia media;
    private final CircuitBreakers circuitBreakers;
    private final Vertx vertx;

    AttemptRunner(
            Providers providers,
            RejectedKeys rejectedKeys,
            AdmissionControl admissionControl,
            LinkedMedia media,
            CircuitBreakers circuitBreakers,
            Vertx vertx) {
        this.providers = providers;
        this.rejectedKeys = rejectedKeys;
        this.admissionControl = admissionControl;
        this.media = media;
        this.circuitBreakers = circuitBreakers;
        this.vertx = vertx;
    }

    /** One call to one candidate, and no other. */
    public <T> Uni<SuccessfulAttempt<T>> attempt(
            RequestContext requestContext, ProviderExchange<T> providerExchange, RankedModel candidate) {
        ModelSpec model = candidate.model();
        Optional<ProviderAccess> access = admissionControl.access(requestContext, model);
        if (access.isEmpty()) {
            requestContext.passedOver(model.key(), FailureKind.AUTHENTICATION);
            return Uni.createFrom().failure(noKey(model));
        }
        LimitDecision limitDecision = admissionControl.take(requestContext, model, access.get());
        return limitDecision instanceof LimitDecision.Refused refused
                ? Uni.createFrom().failure(AdmissionControl.overQuota(model, refused))
                : call(requestContext, providerExchange, candidate, (Permit) limitDecision, access.get());
    }

    private <T> Uni<SuccessfulAttempt<T>> call(
            RequestContext requestContext,
            ProviderExchange<T> providerExchange,
            RankedModel candidate,
            Permit permit,
            ProviderAccess providerAccess) {
        ModelSpec model = candidate.model();
        return media.readable(requestContext, providerAccess.provider())
                .onFailure()
                .invoke(bad -> unread(requestContext, model, bad, permit))
                .chain(operation ->
                        admissionControl.enter(requestContext, model, permit).replaceWith(operation))
                .onCancellation()
                .invoke(permit::release)
                .chain(operation ->
                        send(requestContext, providerExchange, candidate, permit, providerAccess, operation));
    }

    private <T> Uni<SuccessfulAttempt<T>> send(
            RequestContext requestContext,
            ProviderExchange<T> providerExchange,
            RankedModel candidate,
            Permit permit,
            ProviderAccess providerAccess,
            InferenceOperation operation) {
        ModelSpec model = candidate.model();
        if (!isAdmitted(requestContext, model)) {
            permit.release();
            ProviderFailure leftAlone = leftAlone(requestContext, model);
            requestContext.passedOver(model.key(), FailureKind.UNAVAILABLE);
            return Uni.createFrom().failure(leftAlone);
        }
        ChatProvider provider = providerAccess.provider();
        ApiKey key = providerAccess.key();
        DroppedFields dropped =
                new DroppedFields(requestContext.request().hints().dropUnsupported());
        AtomicReference<PriceRoute> route = new AtomicReference<>();
        AttemptParameters terms =
                new AttemptParameters(model, operation, key, admissionControl.reports(model, key), dropped, route::set);
        Duration patience = shorter(providerExchange.patience(provider), requestContext.remaining());
        requestContext.calling(model, key);
        long start = System.nanoTime();
        Uni<T> work = Uni.createFrom().deferred(() -> providerExchange.with(provider, terms));
        return CallTimeout.within(vertx, patience, work, () -> tooSlow(model, patience))
                .invoke(result -> {
                    note(requestContext, model, key, null, start);
                    requestContext.served(dropped);
                })
                .map(result -> new SuccessfulAttempt<>(candidate, permit, route.get(), result))
                .onFailure()
                .invoke(failure -> failed(requestContext, model, key, failure, start, permit))
                .onCancellation()
                .invoke(() -> left(model, permit));
    }

    private void left(ModelSpec model, Permit permit) {
        circuitBreakers.inconclusive(model.key());
        permit.abandon();
    }

    private boolean isAdmitted(RequestContext requestContext, ModelSpec model) {
        return requestContext.hasFailedAt(model.key())
                ? circuitBreakers.admitAgain(model.key())
                : circuitBreakers.admit(model.key());
    }

    /** It was well when the route was made, and went down since; or another call is just finding out whether it is back. */
    private ProviderFailure leftAlone(RequestContext requestContext, ModelSpec model) {
        Duration pause = requestContext.hasFailedAt(model.key()) ? null : circuitBreakers.wait(model.key());
        String message = model.key() + " is left alone for now: its calls failed";
        return new ProviderFailure(FailureKind.UNAVAILABLE, true, 0, null, message, pause);
    }

    private ProviderFailure noKey(ModelSpec model) {
        String why = providers
                .obstacle(model.key().provider())
                .or(() -> providers.obstacle(model.key()))
                .map(ProviderUnavailability::why)
                .orElse("provider " + model.key().provider() + " has no key that it accepts");
        return ProviderFailure.permanentOf(FailureKind.AUTHENTICATION, model.key() + ": " + why);
    }

    private static ProviderFailure tooSlow(ModelSpec model, Duration patience) {
        return ProviderFailure.transientOf(
                FailureKind.TIMEOUT, model.key() + " did not answer within " + patience.toMillis() + " ms");
    }

    private static void unread(RequestContext requestContext, ModelSpec model, Throwable failure, Permit permit) {
        permit.release();
        if (failure instanceof BadLink bad) {
            requestContext.refused(model.key(), bad.refusal());
        }
    }

    private void failed(
            RequestContext requestContext, ModelSpec model, ApiKey key, Throwable failure, long start, Permit permit) {
        if (failure instanceof QuartermasterException refusal) {
            permit.release();
            circuitBreakers.inconclusive(model.key());
            requestContext.refused(model.key(), refusal);
            return;
        }
        permit.settle(0);
        tellHealth(requestContext, model, failure);
        if (failure instanceof ProviderFailure known) {
            note(requestContext, model, key, known, start);
            admissionControl.failed(model, key, known);
            rejectedKeys.note(model.key(), key, known);
        }
    }

    private void tellHealth(RequestContext requestContext, ModelSpec model, Throwable failure) {
        if (FailureClassifier.isUsedUp(failure)) {
            circuitBreakers.succeeded(model.key());
        } else {
            requestContext.failedAt(
                    model.key(),
                    failure instanceof ProviderFailure known ? known.kind() : FailureKind.ERROR,
                    circuitBreakers);
        }
    }

    private static void note(
            RequestContext requestContext, ModelSpec model, ApiKey key, ProviderFailure failure, long start) {
        long nanos = System.nanoTime() - start;
        String keyId = key == null ? null : key.id();
        Attempt attempt = new Attempt(
                model.key().provider().value(),
                model.key().id(),
                keyId,
                failure == null ? AttemptOutcome.SUCCESS : AttemptOutcome.ERROR,
                failure == null ? null : failure.kind().wire(),
                failure == null ? Integer.valueOf(200) : statusOf(failure),
                nanos / 1e6);
        requestContext.called(attempt, failure == null ? null : failure.kind(), nanos);
        if (failure != null) {
            Log.warnf(
                    "attempt failed: request=%s model=%s key=%s kind=%s status=%d after=%.0fms",
                    requestContext.request().requestId(),
                    model.key(),
                    keyId,
                    failure.kind().wire(),
                    failure.status(),
                    attempt.latencyMs());
        }
    }

    private static Integer statusOf(ProviderFailure failure) {
        return failure.status() == 0 ? null : failure.status();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other.isNegative() ? Duration.ZERO : other;
    }
}
