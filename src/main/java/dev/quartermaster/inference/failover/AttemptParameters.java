package dev.quartermaster.inference.failover;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.inference.request.InferenceOperation;
import dev.quartermaster.provider.EmbeddingCall;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.QuotaReport;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One attempt's terms, whatever is asked; its components mean what those of a {@link ProviderCall} mean. */
public record AttemptParameters(
        ModelSpec model,
        InferenceOperation ask,
        @Nullable ApiKey key,
        Consumer<QuotaReport> quota,
        UnsupportedFieldPolicy fidelity,
        Consumer<PriceRoute> route) {

    /** @throws IllegalStateException when something else is asked for */
    public ProviderCall chat() {
        return new ProviderCall(model, ask.chat(), key, quota, fidelity, route);
    }

    /** @throws IllegalStateException when something else is asked for */
    public EmbeddingCall embedding() {
        return new EmbeddingCall(model, ask.embedding(), key, quota, fidelity, route);
    }
}
