package dev.quartermaster.inference;

import dev.quartermaster.cost.CostCalculator;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.inference.failover.AttemptParameters;
import dev.quartermaster.inference.failover.Failover;
import dev.quartermaster.inference.failover.FailoverConfig;
import dev.quartermaster.inference.failover.ProviderExchange;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.inference.failover.SuccessfulAttempt;
import dev.quartermaster.inference.planning.NoCandidateError;
import dev.quartermaster.inference.planning.RoutePlanner;
import dev.quartermaster.inference.planning.RoutePlanner.Plan;
import dev.quartermaster.inference.recording.Recorder;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.inference.streaming.FirstTokenGate;
import dev.quartermaster.inference.streaming.StreamContinuation;
import dev.quartermaster.inference.streaming.StreamSettlement;
import dev.quartermaster.inference.streaming.StreamUsage;
import dev.quartermaster.limits.CallerLimits;
import dev.quartermaster.limits.ExpectedAnswerTokens;
import dev.quartermaster.limits.LimitDecision.Permit;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.CheckedCalls;
import dev.quartermaster.provider.Providers;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The way of one request, from what a caller asks to what it gets and what is kept of it. */
@ApplicationScoped
public class Inference {

    private final RoutePlanner planner;
    private final Failover failover;
    private final Recorder recorder;
    private final Providers providers;
    private final CircuitBreakers circuitBreakers;
    private final FailoverConfig config;
    private final StreamContinuation streamContinuation;
    private final CallerLimits callers;
    private final ExpectedAnswerTokens answers;

    Inference(
            RoutePlanner planner,
            Failover failover,
            Recorder recorder,
            Providers providers,
            CircuitBreakers circuitBreakers,
            FailoverConfig config,
            StreamContinuation streamContinuation,
            CallerLimits callers,
            ExpectedAnswerTokens answers) {
        this.planner = planner;
        this.failover = failover;
        this.recorder = recorder;
        this.providers = providers;
        this.circuitBreakers = circuitBreakers;
        this.config = config;
        this.streamContinuation = streamContinuation;
        this.callers = callers;
        this.answers = answers;
    }

    /**
     * Decides which models may answer.
     *
     * @throws dev.quartermaster.domain.QuartermasterException when the model is unknown, its agent may not call,
     *     or the caller has used up what it is granted
     */
    public RequestContext begin(InferenceRequest request) {
        Permit grant = callers.admit(
                request.caller().id(),
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
        RequestContext requestContext = new RequestContext(plan.request(), plan, patience);
        requestContext.grantedBy(grant);
        return requestContext;
    }

    /** A whole answer. Its record is safe before the result is there, and also when there is none. */
    public Uni<Completion> complete(RequestContext requestContext) {
        return Uni.createFrom()
                .deferred(() -> {
                    NoCandidateError.requireRoute(requestContext.decision());
                    return failover.walk(requestContext, wholeAnswer());
                })
                .chain(successfulAttempt -> settle(requestContext, successfulAttempt))
                .onFailure()
                .call(failure -> recorder.failed(requestContext, failure))
                .onCancellation()
                .call(() -> recorder.abandoned(requestContext));
    }

    /**
     * A streamed answer, as soon as its first content is there; until then other models of the route may take over. Its
     * record is safe before the last step is handed on.
     */
    public Uni<StreamedAnswer> stream(RequestContext requestContext) {
        return Uni.createFrom()
                .deferred(() -> {
                    NoCandidateError.requireRoute(requestContext.decision());
                    return failover.walk(requestContext, streamToFirstContent());
                })
                .map(successfulAttempt -> watched(requestContext, successfulAttempt))
                .onFailure()
                .call(failure -> recorder.failed(requestContext, failure))
                .onCancellation()
                .call(() -> recorder.abandoned(requestContext));
    }

    private Uni<Completion> settle(RequestContext requestContext, SuccessfulAttempt<ChatReply> successfulAttempt) {
        ModelSpec model = successfulAttempt.candidate().model();
        ChatReply reply = successfulAttempt.result();
        successfulAttempt.permit().settle(reply.usage());
        circuitBreakers.succeeded(model.key());
        Money cost = CostCalculator.cost(model.pricing(), reply.usage(), successfulAttempt.route());
        return recorder.completed(requestContext, model, reply.usage(), cost)
                .replaceWith(new Completion(model, reply, cost));
    }

    private StreamedAnswer watched(
            RequestContext requestContext, SuccessfulAttempt<Multi<ChatDelta>> successfulAttempt) {
        ModelSpec model = successfulAttempt.candidate().model();
        long prompt = requestContext.request().ask().promptTokens();
        StreamUsage tally = new StreamUsage(model, successfulAttempt.route(), prompt, config.continueStreams());
        StreamSettlement end = new StreamSettlement(
                requestContext, successfulAttempt, tally, requestContext.elapsed(), circuitBreakers, recorder);
        Multi<ChatDelta> deltas = streamContinuation
                .over(requestContext, successfulAttempt, tally, end)
                .onCompletion()
                .call(end::complete)
                .onFailure()
                .call(end::failed)
                .onCancellation()
                .call(end::abandoned);
        return new StreamedAnswer(model, deltas, tally);
    }

    private ProviderExchange<ChatReply> wholeAnswer() {
        return new ProviderExchange<>() {
            @Override
            public Uni<ChatReply> with(ChatProvider provider, AttemptParameters terms) {
                return provider.chat(terms.chat()).map(CheckedCalls::of);
            }

            @Override
            public Duration patience(ChatProvider provider) {
                return providers.settings(provider.id()).timeout();
            }
        };
    }

    private ProviderExchange<Multi<ChatDelta>> streamToFirstContent() {
        return new ProviderExchange<>() {
            @Override
            public Uni<Multi<ChatDelta>> with(ChatProvider provider, AttemptParameters terms) {
                return FirstTokenGate.firstContentOf(provider.stream(terms.chat()));
            }

            @Override
            public Duration patience(ChatProvider provider) {
                return providers.settings(provider.id()).firstTokenTimeout();
            }
        };
    }
}
