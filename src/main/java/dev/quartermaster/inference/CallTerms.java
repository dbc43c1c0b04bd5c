package dev.quartermaster.inference;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.provider.EmbeddingCall;
import dev.quartermaster.provider.Fidelity;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.QuotaReport;
import java.util.function.Consumer;

/** One attempt's terms, whatever is asked; its components mean what those of a {@link ProviderCall} mean. */
record CallTerms(
        ModelSpec model, ApiKey key, Consumer<QuotaReport> quota, Fidelity fidelity, Consumer<PriceRoute> route) {

    ProviderCall asking(ChatRequest request) {
        return new ProviderCall(model, request, key, quota, fidelity, route);
    }

    EmbeddingCall asking(EmbeddingRequest request) {
        return new EmbeddingCall(model, request, key, quota, fidelity);
    }
}
