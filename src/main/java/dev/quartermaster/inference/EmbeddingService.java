package dev.quartermaster.inference;

import dev.quartermaster.cost.CostCalculator;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.health.CircuitBreakers;
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
    private final CircuitBreakers health;

    EmbeddingService(Failover failover, Recorder recorder, Providers providers, CircuitBreakers health) {
        this.failover = failover;
        this.recorder = recorder;
        this.providers = providers;
        this.health = health;
    }

    /** All vectors. Their record is safe before the result is there, and also when there is none. */
    public Uni<EmbeddingResult> embed(RequestContext journey) {
        return Uni.createFrom()
                .deferred(() -> {
                    RoutePlanner.requireRoute(journey.decision());
                    return failover.walk(journey, vectors());
                })
                .chain(won -> settle(journey, won))
                .onFailure()
                .call(failure -> recorder.failed(journey, failure))
                .onCancellation()
                .call(() -> recorder.abandoned(journey));
    }

    private Uni<EmbeddingResult> settle(RequestContext journey, SuccessfulAttempt<EmbeddingReply> won) {
        ModelSpec model = won.candidate().model();
        EmbeddingReply reply = won.result();
        won.permit().settle(reply.usage());
        health.succeeded(model.key());
        Money cost = CostCalculator.cost(model.pricing(), reply.usage(), won.route());
        return recorder.completed(journey, model, reply.usage(), cost)
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
