package dev.quartermaster.provider;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One upstream call to make.
 *
 * @param key the key to use; null where the provider needs none or finds its credentials itself
 * @param quota told what the provider's headers say of its rate limits, once per answer that has any
 * @param fidelity told what the provider cannot express
 * @param route told the way the call takes, before it is sent, where its price depends on that
 */
public record ProviderCall(
        ModelSpec model,
        ChatRequest request,
        @Nullable ApiKey key,
        Consumer<QuotaReport> quota,
        UnsupportedFieldPolicy fidelity,
        Consumer<PriceRoute> route) {

    public ProviderCall {
        if (model == null || request == null || quota == null || fidelity == null || route == null) {
            throw new IllegalArgumentException("a call needs a model, a request, listeners and a fidelity");
        }
    }

    /** A call whose price does not depend on its way. */
    public ProviderCall(
            ModelSpec model,
            ChatRequest request,
            @Nullable ApiKey key,
            Consumer<QuotaReport> quota,
            UnsupportedFieldPolicy fidelity) {
        this(model, request, key, quota, fidelity, any -> {});
    }

    /** A call that refuses what its provider cannot express. */
    public ProviderCall(ModelSpec model, ChatRequest request, @Nullable ApiKey key, Consumer<QuotaReport> quota) {
        this(model, request, key, quota, UnsupportedFieldPolicy.STRICT);
    }

    /** The same call of another request. */
    public ProviderCall with(ChatRequest other) {
        return new ProviderCall(model, other, key, quota, fidelity, route);
    }
}
