package dev.quartermaster.inference;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.inference.LinkedMedia.BadLink;
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
class AttemptRunner {

    private static final String SUCCESS = "success";
    private static final String FAILURE = "error";

    private final Providers providers;
    private final RejectedKeys refusedKeys;
    private final AdmissionControl capacity;
    private final LinkedMedia media;
    private final CircuitBreakers health;
    private final Vertx vertx;

    AttemptRunner(
            Providers providers,
            RejectedKeys refusedKeys,
            AdmissionControl capacity,
            LinkedMedia media,
            CircuitBreakers health,
            Vertx vertx) {
        this.providers = providers;
        this.refusedKeys = refusedKeys;
        this.capacity = capacity;
        this.media = media;
        this.health = health;
        this.vertx = vertx;
    }

    /** One call to one candidate, and no other. */
    <T> Uni<SuccessfulAttempt<T>> attempt(RequestContext journey, ProviderExchange<T> exchange, RankedModel candidate) {
        ModelSpec model = candidate.model();
        Optional<ProviderAccess> access = capacity.access(journey, model);
        if (access.isEmpty()) {
            journey.passedOver(model.key(), FailureKind.AUTHENTICATION);
            return Uni.createFrom().failure(noKey(model));
        }
        LimitDecision acquired = capacity.take(journey, model, access.get());
        return acquired instanceof LimitDecision.Refused refused
                ? Uni.createFrom().failure(AdmissionControl.overQuota(model, refused))
                : call(journey, exchange, candidate, (Permit) acquired, access.get());
    }

    private <T> Uni<SuccessfulAttempt<T>> call(
            RequestContext journey,
            ProviderExchange<T> exchange,
            RankedModel candidate,
            Permit permit,
            ProviderAccess access) {
        ModelSpec model = candidate.model();
        return media.readable(journey, access.provider())
                .onFailure()
                .invoke(bad -> unread(journey, model, bad, permit))
                .chain(ask -> capacity.enter(journey, model, permit).replaceWith(ask))
                .onCancellation()
                .invoke(permit::release)
                .chain(ask -> send(journey, exchange, candidate, permit, access, ask));
    }

    private <T> Uni<SuccessfulAttempt<T>> send(
            RequestContext journey,
            ProviderExchange<T> exchange,
            RankedModel candidate,
            Permit permit,
            ProviderAccess access,
            InferenceOperation ask) {
        ModelSpec model = candidate.model();
        if (!isAdmitted(journey, model)) {
            permit.release();
            ProviderFailure leftAlone = leftAlone(journey, model);
            journey.passedOver(model.key(), FailureKind.UNAVAILABLE);
            return Uni.createFrom().failure(leftAlone);
        }
        ChatProvider provider = access.provider();
        ApiKey key = access.key();
        DroppedFields dropped = new DroppedFields(journey.request().hints().dropUnsupported());
        AtomicReference<PriceRoute> route = new AtomicReference<>();
        AttemptParameters terms =
                new AttemptParameters(model, ask, key, capacity.reports(model, key), dropped, route::set);
        Duration patience = shorter(exchange.patience(provider), journey.remaining());
        journey.calling(model, key);
        long start = System.nanoTime();
        Uni<T> work = Uni.createFrom().deferred(() -> exchange.with(provider, terms));
        return CallTimeout.within(vertx, patience, work, () -> tooSlow(model, patience))
                .invoke(result -> {
                    note(journey, model, key, null, start);
                    journey.served(dropped);
                })
                .map(result -> new SuccessfulAttempt<>(candidate, permit, route.get(), result))
                .onFailure()
                .invoke(failure -> failed(journey, model, key, failure, start, permit))
                .onCancellation()
                .invoke(() -> left(model, permit));
    }

    private void left(ModelSpec model, Permit permit) {
        health.inconclusive(model.key());
        permit.abandon();
    }

    private boolean isAdmitted(RequestContext journey, ModelSpec model) {
        return journey.hasFailedAt(model.key()) ? health.admitAgain(model.key()) : health.admit(model.key());
    }

    /** It was well when the route was made, and went down since; or another call is just finding out whether it is back. */
    private ProviderFailure leftAlone(RequestContext journey, ModelSpec model) {
        Duration pause = journey.hasFailedAt(model.key()) ? null : health.wait(model.key());
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

    private static void unread(RequestContext journey, ModelSpec model, Throwable failure, Permit permit) {
        permit.release();
        if (failure instanceof BadLink bad) {
            journey.refused(model.key(), bad.refusal());
        }
    }

    private void failed(
            RequestContext journey, ModelSpec model, ApiKey key, Throwable failure, long start, Permit permit) {
        if (failure instanceof QuartermasterException refusal) {
            permit.release();
            health.inconclusive(model.key());
            journey.refused(model.key(), refusal);
            return;
        }
        permit.settle(0);
        tellHealth(journey, model, failure);
        if (failure instanceof ProviderFailure known) {
            note(journey, model, key, known, start);
            capacity.failed(model, key, known);
            refusedKeys.note(model.key(), key, known);
        }
    }

    private void tellHealth(RequestContext journey, ModelSpec model, Throwable failure) {
        if (FailureClassifier.isUsedUp(failure)) {
            health.succeeded(model.key());
        } else {
            journey.failedAt(
                    model.key(), failure instanceof ProviderFailure known ? known.kind() : FailureKind.ERROR, health);
        }
    }

    private static void note(RequestContext journey, ModelSpec model, ApiKey key, ProviderFailure failure, long start) {
        long nanos = System.nanoTime() - start;
        String keyId = key == null ? null : key.id();
        Attempt attempt = new Attempt(
                model.key().provider().value(),
                model.key().id(),
                keyId,
                failure == null ? SUCCESS : FAILURE,
                failure == null ? null : failure.kind().wire(),
                failure == null ? Integer.valueOf(200) : statusOf(failure),
                nanos / 1e6);
        journey.called(attempt, failure == null ? null : failure.kind(), nanos);
        if (failure != null) {
            Log.warnf(
                    "attempt failed: request=%s model=%s key=%s kind=%s status=%d after=%.0fms",
                    journey.request().requestId(),
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
