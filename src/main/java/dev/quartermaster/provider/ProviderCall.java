package dev.quartermaster.provider;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.model.ModelSpec;
import java.util.function.Consumer;

/**
 * One upstream call to make.
 *
 * @param key the key to use; null where the provider needs none or finds its credentials itself
 * @param quota told what the provider's headers say of its rate limits, once per answer that has any
 * @param fidelity told what the provider cannot express
 */
public record ProviderCall(
        ModelSpec model, ChatRequest request, ApiKey key, Consumer<QuotaReport> quota, Fidelity fidelity) {

    public ProviderCall {
        if (model == null || request == null || quota == null || fidelity == null) {
            throw new IllegalArgumentException("a call needs a model, a request, a quota listener and a fidelity");
        }
    }

    /** A call that refuses what its provider cannot express. */
    public ProviderCall(ModelSpec model, ChatRequest request, ApiKey key, Consumer<QuotaReport> quota) {
        this(model, request, key, quota, Fidelity.STRICT);
    }
}
