package dev.quartermaster.inference;

import dev.quartermaster.cache.CacheMode;
import dev.quartermaster.cache.CacheTicket;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.inference.caching.AnswerCaching;
import dev.quartermaster.inference.caching.CacheTickets;
import dev.quartermaster.inference.caching.VectorCaching;
import dev.quartermaster.inference.evaluation.AnswerEvaluation;
import dev.quartermaster.inference.failover.AnswerScores.LowAnswer;
import dev.quartermaster.inference.failover.AttemptResult.Answered;
import dev.quartermaster.inference.failover.Failover;
import dev.quartermaster.inference.failover.FailoverConfig;
import dev.quartermaster.inference.failover.ProviderExchange;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.inference.planning.NoCandidateError;
import dev.quartermaster.inference.planning.RoutePlanner;
import dev.quartermaster.inference.planning.RoutePlanner.Plan;
import dev.quartermaster.inference.recording.Recorder;
import dev.quartermaster.inference.request.InferenceOperation;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.limits.CallerLimits;
import dev.quartermaster.limits.ExpectedAnswerTokens;
import dev.quartermaster.limits.LimitDecision.Permit;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.EmbeddingProvider;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.directory.ProvidersConfig.ProviderConfig;
import dev.quartermaster.provider.tool.CheckedCalls;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The way of one request, from what a caller asks to what it gets and what is kept of it. */
@ApplicationScoped
public class Inference {

    private static final ProviderExchange<ChatReply> WHOLE = new ProviderExchange<>(
            (provider, call) -> provider.chat(chat(call)).map(CheckedCalls::of), ProviderConfig::timeout);
    private static final ProviderExchange<EmbeddingReply> VECTORS =
            new ProviderExchange<>(Inference::embed, ProviderConfig::timeout);

    private final RoutePlanner planner;
    private final Failover failover;
    private final Recorder recorder;
    private final CircuitBreakers circuitBreakers;
    private final FailoverConfig config;
    private final CallerLimits callers;
    private final ExpectedAnswerTokens answers;
    private final CacheTickets cacheTickets;
    private final AnswerCaching caching;
    private final VectorCaching vectors;
    private final AnswerEvaluation evaluation;
    private final AnswerStreams streams;

    Inference(
            RoutePlanner planner,
            Failover failover,
            Recorder recorder,
            CircuitBreakers circuitBreakers,
            FailoverConfig config,
            CallerLimits callers,
            ExpectedAnswerTokens answers,
            CacheTickets cacheTickets,
            AnswerCaching caching,
            VectorCaching vectors,
            AnswerEvaluation evaluation,
            AnswerStreams streams) {
        this.planner = planner;
        this.failover = failover;
        this.recorder = recorder;
        this.circuitBreakers = circuitBreakers;
        this.config = config;
        this.callers = callers;
        this.answers = answers;
        this.cacheTickets = cacheTickets;
        this.caching = caching;
        this.vectors = vectors;
        this.evaluation = evaluation;
        this.streams = streams;
    }

    /**
     * Decides which models may answer.
     *
     * @throws dev.quartermaster.domain.QuartermasterException when the model is unknown, its agent may not call,
     *     or the caller has used up what it is granted
     */
    public RequestContext begin(InferenceRequest request) {
        Permit grant = callers.admit(
                request.caller(),
                request.ask().promptTokens(),
                answers.expected(request.ask().mostAnswerTokens()));
        try {
            return begin(request, grant);
        } catch (RuntimeException refusal) {
            grant.release();
            throw refusal;
        }
    }

    private RequestContext begin(InferenceRequest request, Permit grant) {
        Plan plan = planner.plan(request);
        Duration patience = plan.agent()
                .flatMap(agent -> agent.timeout())
                .filter(timeout -> timeout.compareTo(config.deadline()) < 0)
                .orElse(config.deadline());
        RequestContext requestContext = new RequestContext(plan, patience, grant);
        cacheTickets.issue(requestContext);
        return requestContext;
    }

    /** A whole answer. Its record is safe before the result is there, and also when there is none. */
    public Uni<Completion> complete(RequestContext requestContext) {
        CacheTicket ticket = requestContext.cacheTicket();
        return ticket == null
                ? called(requestContext, null)
                : caching.through(
                        requestContext,
                        ticket,
                        (model, kept) -> recorder.givenAgain(requestContext, model)
                                .replaceWith(() -> new Completion(model, kept.reply(), Money.ZERO)),
                        () -> called(requestContext, ticket));
    }

    private Uni<Completion> called(RequestContext requestContext, @Nullable CacheTicket ticket) {
        ProviderExchange<ChatReply> exchange = evaluation.isBefore(requestContext) ? scored(requestContext) : WHOLE;
        return answer(
                requestContext,
                exchange,
                answered -> {
                    ChatReply reply = answered.value();
                    return settle(requestContext, answered, reply.usage()).map(recorded -> {
                        if (ticket != null) {
                            caching.keepWhole(requestContext, ticket, answered.model(), reply);
                        }
                        return completion(requestContext, answered.model(), reply);
                    });
                },
                best -> recorder.completed(requestContext, best.model()).map(recorded -> {
                    notKept(ticket);
                    return completion(requestContext, best.model(), (ChatReply) best.value());
                }));
    }

    /** A low answer is given, as no better was left, but not given again. */
    private void notKept(@Nullable CacheTicket ticket) {
        if (ticket != null) {
            caching.keepNothing(ticket);
        }
    }

    private Completion completion(RequestContext requestContext, ModelSpec model, ChatReply reply) {
        if (evaluation.isWanted(requestContext)) {
            evaluation.answered(requestContext, model, reply.choices());
        }
        return new Completion(model, reply, requestContext.bill().cost());
    }

    /** A whole answer that counts as a failed attempt if it is low. */
    private ProviderExchange<ChatReply> scored(RequestContext requestContext) {
        return new ProviderExchange<>(
                (provider, call) -> provider.chat(chat(call))
                        .map(CheckedCalls::of)
                        .chain(reply -> evaluation.checked(
                                requestContext, call.model(), reply, reply.choices(), reply.usage())),
                ProviderConfig::timeout);
    }

    /** All vectors. Their record is safe before the result is there, and also when there is none. */
    public Uni<EmbeddingResult> embed(RequestContext requestContext) {
        CacheTicket ticket = requestContext.cacheTicket();
        return ticket == null
                ? embedded(requestContext, (model, reply) -> reply)
                : vectors.through(
                        requestContext,
                        ticket,
                        (model, reply) -> recorder.givenAgain(requestContext, model)
                                .replaceWith(() -> new EmbeddingResult(model, reply, Money.ZERO)),
                        batch -> embedded(
                                requestContext,
                                (model, reply) -> vectors.complete(requestContext, ticket, batch, model, reply)));
    }

    /** @param completed makes the whole answer of what the model has answered */
    private Uni<EmbeddingResult> embedded(
            RequestContext requestContext, BiFunction<ModelSpec, EmbeddingReply, EmbeddingReply> completed) {
        return answer(
                requestContext,
                VECTORS,
                answered -> {
                    EmbeddingReply reply = answered.value();
                    return settle(requestContext, answered, reply.usage())
                            .map(recorded -> new EmbeddingResult(
                                    answered.model(),
                                    completed.apply(answered.model(), reply),
                                    requestContext.bill().cost()));
                },
                Inference::unscored);
    }

    /**
     * A streamed answer, as soon as its first content is there; until then other models of the route may take over. Its
     * record is safe before the last step is handed on.
     */
    public Uni<StreamedAnswer> stream(RequestContext requestContext) {
        CacheTicket ticket = requestContext.cacheTicket();
        return ticket == null
                ? spoken(requestContext, null)
                : caching.through(
                        requestContext,
                        ticket,
                        (model, kept) -> recorder.givenAgain(requestContext, model)
                                .replaceWith(() -> AnswerStreams.replayed(requestContext, model, kept)),
                        () -> spoken(requestContext, ticket));
    }

    private Uni<StreamedAnswer> spoken(RequestContext requestContext, @Nullable CacheTicket ticket) {
        return answer(
                requestContext,
                streams.exchange(requestContext),
                answered -> Uni.createFrom().item(() -> streams.watched(requestContext, answered, ticket)),
                best -> Uni.createFrom().item(() -> {
                    notKept(ticket);
                    return streams.heldBack(requestContext, best);
                }));
    }

    private static <R> Uni<R> unscored(LowAnswer answer) {
        throw new IllegalStateException(
                "vectors are not scored: " + answer.model().key());
    }

    /** The walk along the route, and the record where nothing came of it. */
    private <T, R> Uni<R> answer(
            RequestContext requestContext,
            ProviderExchange<T> exchange,
            Function<Answered<T>, Uni<? extends R>> finish,
            Function<LowAnswer, Uni<? extends R>> giveBest) {
        return Uni.createFrom()
                .deferred(() -> {
                    requireCallWanted(requestContext);
                    NoCandidateError.requireRoute(requestContext.decision());
                    return failover.walk(requestContext, exchange);
                })
                .<R>chain(finish)
                .onFailure(failure -> requestContext.scores().best() != null)
                .recoverWithUni(() -> {
                    LowAnswer best =
                            Objects.requireNonNull(requestContext.scores().best());
                    requestContext.recovered(best);
                    return giveBest.apply(best);
                })
                .onFailure()
                .call(failure -> recorder.failed(requestContext, failure))
                .onCancellation()
                .call(() -> recorder.abandoned(requestContext));
    }

    private static void requireCallWanted(RequestContext requestContext) {
        if (requestContext.request().hints().cache().mode() == CacheMode.ONLY) {
            throw new QuartermasterException(
                    ErrorCode.CACHE_MISS,
                    "The answer is not in the cache, and 'quartermaster.cache' is 'only'.",
                    "quartermaster.cache",
                    null);
        }
    }

    private Uni<Void> settle(RequestContext requestContext, Answered<?> answered, Usage usage) {
        ModelSpec model = answered.model();
        requestContext.settled(answered, usage);
        circuitBreakers.succeeded(model.key());
        return recorder.completed(requestContext, model);
    }

    private static ProviderCall<ChatRequest> chat(ProviderCall<InferenceOperation> call) {
        return call.with(call.request().chat());
    }

    private static Uni<EmbeddingReply> embed(ChatProvider provider, ProviderCall<InferenceOperation> call) {
        return provider.able(EmbeddingProvider.class)
                .map(embedder -> embedder.embed(call.with(call.request().embedding())))
                .orElseGet(() -> Uni.createFrom().failure(cannot(call.model())));
    }

    private static QuartermasterException cannot(ModelSpec model) {
        String message = "Provider " + model.key().provider() + " has no embeddings.";
        return new QuartermasterException(ErrorCode.MODEL_NOT_SUITABLE, message, "model", null);
    }
}
