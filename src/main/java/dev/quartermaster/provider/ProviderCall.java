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
 */
public record ProviderCall(ModelSpec model, ChatRequest request, ApiKey key, Consumer<QuotaReport> quota) {

    public ProviderCall {
        if (model == null || request == null || quota == null) {
            throw new IllegalArgumentException("a call needs a model, a request and a quota listener");
        }
    }
}
