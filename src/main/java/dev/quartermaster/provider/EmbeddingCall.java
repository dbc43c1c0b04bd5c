package dev.quartermaster.provider;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One upstream call for embeddings; its components mean what those of a {@link ProviderCall} mean. */
public record EmbeddingCall(
        ModelSpec model,
        EmbeddingRequest request,
        @Nullable ApiKey key,
        Consumer<QuotaReport> quota,
        UnsupportedFieldPolicy fidelity,
        Consumer<PriceRoute> route) {

    public EmbeddingCall {
        if (model == null || request == null || quota == null || fidelity == null || route == null) {
            throw new IllegalArgumentException("a call needs a model, a request, listeners and a fidelity");
        }
    }

    /** A call whose price does not depend on its way. */
    public EmbeddingCall(
            ModelSpec model,
            EmbeddingRequest request,
            ApiKey key,
            Consumer<QuotaReport> quota,
            UnsupportedFieldPolicy fidelity) {
        this(model, request, key, quota, fidelity, any -> {});
    }
}
