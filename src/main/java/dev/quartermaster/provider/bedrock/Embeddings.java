package dev.quartermaster.provider.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.catalog.BedrockRoutes;
import dev.quartermaster.catalog.query.CallRoute;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.translation.Json;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Embeds texts, with as many upstream calls as the model needs: Titan takes one text a call, Cohere many. */
final class Embeddings {

    /** Limit of concurrent calls for one request: one with many texts must not use all of the provider's connections. */
    private static final int AT_ONCE = 8;

    private final BedrockCalls calls;
    private final Json json;
    private final BedrockRoutes routes;
    private final ErrorReader errors;

    Embeddings(BedrockCalls calls, Json json, BedrockRoutes routes, ErrorReader errors) {
        this.calls = calls;
        this.json = json;
        this.routes = routes;
        this.errors = errors;
    }

    Uni<EmbeddingReply> embed(ProviderCall<EmbeddingRequest> call) {
        EmbeddingModel model = EmbeddingModel.of(call.model());
        List<Map<String, Object>> bodies = model.bodies(call.request(), call.unsupported());
        return routes.of(call.model(), BedrockCalls.region(call.key())).chain(route -> {
            if (route.priceRoute() != null) {
                call.route().accept(route.priceRoute());
            }
            return all(route, bodies, model, call);
        });
    }

    private Uni<EmbeddingReply> all(
            CallRoute route,
            List<Map<String, Object>> bodies,
            EmbeddingModel model,
            ProviderCall<EmbeddingRequest> call) {
        List<Uni<EmbeddingReply>> parts =
                bodies.stream().map(body -> part(route, body, model, call)).toList();
        return Uni.join().all(parts).usingConcurrencyOf(AT_ONCE).andFailFast().map(Embeddings::whole);
    }

    private Uni<EmbeddingReply> part(
            CallRoute route, Map<String, Object> body, EmbeddingModel model, ProviderCall<EmbeddingRequest> call) {
        return calls.post(route, "invoke", json.write(body), call.key())
                .map(response -> read(response, body, model, call));
    }

    private EmbeddingReply read(
            ProviderResponse response,
            Map<String, Object> body,
            EmbeddingModel model,
            ProviderCall<EmbeddingRequest> call) {
        ProviderResponse accepted = response.accepted(refused -> errors.refused(refused, call.key()));
        JsonNode reply = json.read(accepted.body(), JsonNode.class);
        String counted = response.headers().first("x-amzn-bedrock-input-token-count");
        return model.reply(reply, counted, body);
    }

    private static EmbeddingReply whole(List<EmbeddingReply> parts) {
        List<float[]> vectors = new ArrayList<>();
        long tokens = 0;
        boolean estimated = false;
        for (EmbeddingReply part : parts) {
            vectors.addAll(part.vectors());
            tokens += part.usage().input();
            estimated |= part.usage().estimated();
        }
        Usage usage = estimated ? Usage.estimate(tokens, 0) : Usage.of(tokens, 0);
        return new EmbeddingReply(null, vectors, usage);
    }
}
