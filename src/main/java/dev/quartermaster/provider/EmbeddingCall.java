package dev.quartermaster.provider;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import dev.quartermaster.domain.model.ModelSpec;
import java.util.function.Consumer;

/** One upstream call for embeddings; its components mean what those of a {@link ProviderCall} mean. */
public record EmbeddingCall(
        ModelSpec model, EmbeddingRequest request, ApiKey key, Consumer<QuotaReport> quota, Fidelity fidelity) {

    public EmbeddingCall {
        if (model == null || request == null || quota == null || fidelity == null) {
            throw new IllegalArgumentException("a call needs a model, a request, a quota listener and a fidelity");
        }
    }
}
