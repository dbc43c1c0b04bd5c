package dev.quartermaster.inference;

import dev.quartermaster.cache.CacheTicket;
import dev.quartermaster.cache.entry.CachedValue;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ReplyAssembler;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.inference.caching.AnswerCaching;
import dev.quartermaster.inference.evaluation.AnswerEvaluation;
import dev.quartermaster.inference.evaluation.HeldStream;
import dev.quartermaster.inference.failover.AnswerScores.LowAnswer;
import dev.quartermaster.inference.failover.AttemptResult.Answered;
import dev.quartermaster.inference.failover.CallTimeout;
import dev.quartermaster.inference.failover.FailoverConfig;
import dev.quartermaster.inference.failover.ProviderExchange;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.inference.recording.Recorder;
import dev.quartermaster.inference.streaming.FirstTokenGate;
import dev.quartermaster.inference.streaming.StreamContinuation;
import dev.quartermaster.inference.streaming.StreamSettlement;
import dev.quartermaster.inference.streaming.StreamUsage;
import dev.quartermaster.provider.directory.ProvidersConfig.ProviderConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The streamed answer, from its first content to its record. */
@ApplicationScoped
class AnswerStreams {

    private static final ProviderExchange<Multi<ChatDelta>> AT_ONCE = new ProviderExchange<>(
            (provider, call) -> FirstTokenGate.firstContentOf(
                    provider.stream(call.with(call.request().chat()))),
            ProviderConfig::firstTokenTimeout);

    private final StreamContinuation continuation;
    private final AnswerEvaluation evaluation;
    private final AnswerCaching caching;
    private final Recorder recorder;
    private final CircuitBreakers circuitBreakers;
    private final FailoverConfig config;

    AnswerStreams(
            StreamContinuation continuation,
            AnswerEvaluation evaluation,
            AnswerCaching caching,
            Recorder recorder,
            CircuitBreakers circuitBreakers,
            FailoverConfig config) {
        this.continuation = continuation;
        this.evaluation = evaluation;
        this.caching = caching;
        this.recorder = recorder;
        this.circuitBreakers = circuitBreakers;
        this.config = config;
    }

    /** How a model is asked: one whose answers are scored before they leave is heard to its end. */
    ProviderExchange<Multi<ChatDelta>> exchange(RequestContext requestContext) {
        return evaluation.isBefore(requestContext) ? HeldStream.exchange(requestContext, evaluation) : AT_ONCE;
    }

    /** What a model says, as far as it says it in time; settled and recorded before its last step is handed on. */
    StreamedAnswer watched(
            RequestContext requestContext, Answered<Multi<ChatDelta>> answered, @Nullable CacheTicket ticket) {
        ModelSpec model = answered.model();
        long prompt = requestContext.request().ask().promptTokens();
        StreamUsage tally = new StreamUsage(model, answered.route(), prompt, config.continueStreams());
        StreamSettlement end = new StreamSettlement(
                requestContext, answered, tally, requestContext.elapsed(), circuitBreakers, recorder);
        Multi<ChatDelta> steps = inTime(requestContext, continuation.over(requestContext, answered, tally, end));
        Multi<ChatDelta> deltas = evaluated(requestContext, tally, steps, end::complete)
                .onFailure()
                .call(end::failed)
                .onCancellation()
                .call(end::abandoned);
        return new StreamedAnswer(
                model,
                ticket == null ? deltas : caching.collected(requestContext, ticket, model, tally, deltas),
                tally);
    }

    /** A stream has as long as it takes, except where the process ends it: there it ends before, and says so. */
    private static Multi<ChatDelta> inTime(RequestContext requestContext, Multi<ChatDelta> steps) {
        Long answerBy = requestContext.request().answerByNanos();
        return answerBy == null
                ? steps
                : Multi.createFrom()
                        .deferred(() -> CallTimeout.until(
                                Duration.ofNanos(answerBy - System.nanoTime()),
                                steps,
                                () -> ProviderFailure.transientOf(
                                        FailureKind.TIMEOUT, "the time of this invocation is over")));
    }

    /** An answer of the cache, as the stream that it was or could have been. */
    static StreamedAnswer replayed(RequestContext requestContext, ModelSpec model, CachedValue.Chat kept) {
        StreamUsage tally =
                new StreamUsage(model, null, requestContext.request().ask().promptTokens(), false);
        return new StreamedAnswer(
                model, Multi.createFrom().iterable(kept.steps()).map(tally::add), tally);
    }

    /** The best of the low streams, which was held back whole. */
    StreamedAnswer heldBack(RequestContext requestContext, LowAnswer best) {
        StreamUsage tally = new StreamUsage(
                best.model(), null, requestContext.request().ask().promptTokens(), false);
        Duration firstContent = requestContext.elapsed();
        Multi<ChatDelta> steps = HeldStream.steps(best).map(tally::add);
        Multi<ChatDelta> recorded = evaluated(
                        requestContext,
                        tally,
                        steps,
                        () -> recorder.streamed(requestContext, best.model(), firstContent, null, false))
                .onCancellation()
                .call(() -> recorder.streamed(requestContext, best.model(), firstContent, null, true));
        return new StreamedAnswer(best.model(), recorded, tally);
    }

    /** Ends a stream, and has it scored behind its end where there is a place for it. */
    private Multi<ChatDelta> evaluated(
            RequestContext requestContext, StreamUsage tally, Multi<ChatDelta> deltas, Supplier<Uni<Void>> end) {
        if (!evaluation.isWanted(requestContext)) {
            return deltas.onCompletion().call(end::get);
        }
        ReplyAssembler assembler = new ReplyAssembler();
        return deltas.invoke(assembler::add).onCompletion().call(() -> end.get()
                .invoke(() -> evaluation.streamed(requestContext, tally.model(), assembler)));
    }
}
