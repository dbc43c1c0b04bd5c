package dev.quartermaster.inference;

import dev.quartermaster.cost.CostCalculator;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.inference.failover.AttemptParameters;
import dev.quartermaster.inference.failover.Failover;
import dev.quartermaster.inference.failover.ProviderExchange;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.inference.failover.SuccessfulAttempt;
import dev.quartermaster.inference.planning.NoCandidateError;
import dev.quartermaster.inference.recording.Recorder;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.EmbeddingProvider;
import dev.quartermaster.provider.Providers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The way of one request for vectors; it begins like any other, with {@link Inference#begin}. */
@ApplicationScoped
public class EmbeddingService {

    private final Failover failover;
    private final Recorder recorder;
    private final Providers providers;
    private final CircuitBreakers circuitBreakers;

    EmbeddingService(Failover failover, Recorder recorder, Providers providers, CircuitBreakers circuitBreakers) {
        this.failover = failover;
        this.recorder = recorder;
        this.providers = providers;
        this.circuitBreakers = circuitBreakers;
    }

    /** All vectors. Their record is safe before the result is there, and also when there is none. */
    public Uni<EmbeddingResult> embed(RequestContext requestContext) {
        return Uni.createFrom()
                .deferred(() -> {
                    NoCandidateError.requireRoute(requestContext.decision());
                    return failover.walk(requestContext, vectors());
                })
                .chain(successfulAttempt -> settle(requestContext, successfulAttempt))
                .onFailure()
                .call(failure -> recorder.failed(requestContext, failure))
                .onCancellation()
                .call(() -> recorder.abandoned(requestContext));
    }

    private Uni<EmbeddingResult> settle(
            RequestContext requestContext, SuccessfulAttempt<EmbeddingReply> successfulAttempt) {
        ModelSpec model = successfulAttempt.candidate().model();
        EmbeddingReply reply = successfulAttempt.result();
        successfulAttempt.permit().settle(reply.usage());
        circuitBreakers.succeeded(model.key());
        Money cost = CostCalculator.cost(model.pricing(), reply.usage(), successfulAttempt.route());
        return recorder.completed(requestContext, model, reply.usage(), cost)
                .replaceWith(new EmbeddingResult(model, reply, cost));
    }

    private ProviderExchange<EmbeddingReply> vectors() {
        return new ProviderExchange<>() {
            @Override
            public Uni<EmbeddingReply> with(ChatProvider provider, AttemptParameters terms) {
                return provider.able(EmbeddingProvider.class)
                        .map(embedder -> embedder.embed(terms.embedding()))
                        .orElseGet(() -> Uni.createFrom().failure(cannot(terms.model())));
            }

            @Override
            public Duration patience(ChatProvider provider) {
                return providers.settings(provider.id()).timeout();
            }
        };
    }

    private static QuartermasterException cannot(ModelSpec model) {
        String message = "Provider " + model.key().provider() + " has no embeddings.";
        return new QuartermasterException(ErrorCode.MODEL_NOT_SUITABLE, message, "model", null);
    }
}
