package dev.quartermaster.inference.streaming;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.inference.failover.AttemptResult.Answered;
import dev.quartermaster.inference.failover.AttemptRunner;
import dev.quartermaster.inference.failover.FailoverConfig;
import dev.quartermaster.inference.failover.ProviderExchange;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.provider.directory.Providers;
import dev.quartermaster.provider.directory.ProvidersConfig.ProviderConfig;
import dev.quartermaster.routing.RankedModel;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Has the next model of the route go on with a stream that broke off after its first content: it is sent what was
 * delivered as the beginning of its answer. Only where that was asked for, all that was delivered is one text, and the
 * model can take it up; else the stream ends with the failure. Every candidate is asked once, and none before the one
 * that broke off.
 */
@ApplicationScoped
public class StreamContinuation {

    /** Another model would be given the same request, and the same answer to it. */
    private static final Set<FailureKind> FINAL = Set.of(FailureKind.INVALID_REQUEST, FailureKind.CONTENT_POLICY);

    private final AttemptRunner attemptRunner;
    private final Providers providers;
    private final FailoverConfig config;

    StreamContinuation(AttemptRunner attemptRunner, Providers providers, FailoverConfig config) {
        this.attemptRunner = attemptRunner;
        this.providers = providers;
        this.config = config;
    }

    /** The stream that has begun, with whatever goes on with it. */
    public Multi<ChatDelta> over(
            RequestContext requestContext, Answered<Multi<ChatDelta>> begun, StreamUsage tally, StreamSettlement end) {
        Multi<ChatDelta> counted = begun.value().map(tally::add);
        if (!config.continueStreams()) {
            return counted;
        }
        return counted.onFailure(ProviderFailure.class)
                .recoverWithMulti(failure -> goOn(requestContext, begun, tally, end, (ProviderFailure) failure));
    }

    private Multi<ChatDelta> goOn(
            RequestContext requestContext,
            Answered<?> broken,
            StreamUsage tally,
            StreamSettlement end,
            ProviderFailure failure) {
        end.brokeOff(failure.kind());
        Optional<Prefill> prefill = prefill(requestContext, tally, failure);
        if (prefill.isEmpty()) {
            return Multi.createFrom().failure(failure);
        }
        requestContext.resumes();
        int next = requestContext.route().indexOf(broken.candidate()) + 1;
        return find(requestContext, prefill.get(), next, failure).onItem().transformToMulti(answered -> {
            Log.infof(
                    "stream goes on: request=%s model=%s",
                    requestContext.request().requestId(), answered.model().key());
            end.goesOn(answered);
            return over(requestContext, joined(answered, tally, prefill.get()), tally, end);
        });
    }

    private static Optional<Prefill> prefill(
            RequestContext requestContext, StreamUsage tally, ProviderFailure failure) {
        return FINAL.contains(failure.kind()) || !tally.spoken().isOpen()
                ? Optional.empty()
                : Prefill.of(
                        requestContext.request().ask().chat(), tally.spoken().text());
    }

    private static Answered<Multi<ChatDelta>> joined(
            Answered<Multi<ChatDelta>> answered, StreamUsage tally, Prefill prefill) {
        StreamSplicer streamSplicer = new StreamSplicer(tally.spoken().part(), prefill.tail());
        return answered.with(answered.value().onItem().transformToIterable(streamSplicer::take));
    }

    /** The first of the remaining candidates that speaks; fails as the stream did when there is none. */
    private Uni<Answered<Multi<ChatDelta>>> find(
            RequestContext requestContext, Prefill prefill, int from, ProviderFailure failure) {
        List<RankedModel> route = requestContext.route();
        int index = from;
        while (index < route.size() && !takesPrefill(route.get(index).model())) {
            index++;
        }
        if (index >= route.size() || requestContext.remaining().isNegative()) {
            return Uni.createFrom().failure(failure);
        }
        int following = index + 1;
        return attemptRunner
                .attempt(requestContext, withBeginning(prefill), route.get(index))
                .onItemOrFailure()
                .transformToUni((result, defect) -> result instanceof Answered<Multi<ChatDelta>> answered
                        ? Uni.createFrom().item(answered)
                        : find(requestContext, prefill, following, failure));
    }

    private boolean takesPrefill(ModelSpec model) {
        return providers.settings(model.key().provider()).prefill().orElseGet(() -> providers
                .find(model.key().provider())
                .filter(provider -> provider.takesPrefill(model))
                .isPresent());
    }

    private ProviderExchange<Multi<ChatDelta>> withBeginning(Prefill prefill) {
        return new ProviderExchange<>(
                (provider, call) -> FirstTokenGate.firstContentOf(
                        provider.stream(call.with(prefill.in(call.request().chat())))),
                ProviderConfig::firstTokenTimeout);
    }
}
