package dev.quartermaster.provider;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One upstream call to make.
 *
 * @param request what is asked of the model: an answer, or embeddings
 * @param key the key to use; null where the provider needs none or finds its credentials itself
 * @param quota receives the rate limits of the provider's headers, once per answer that has any
 * @param unsupported decides about each field that the provider cannot express
 * @param route receives the price route that the call takes, before it is sent, where its price depends on that
 */
public record ProviderCall<R>(
        ModelSpec model,
        R request,
        @Nullable ApiKey key,
        Consumer<QuotaReport> quota,
        UnsupportedFieldPolicy unsupported,
        Consumer<PriceRoute> route) {

    public ProviderCall {
        if (model == null || request == null || quota == null || unsupported == null || route == null) {
            throw new IllegalArgumentException("a call needs a model, a request, listeners and a policy");
        }
    }

    /** Creates a call with the same price on every route. */
    public ProviderCall(
            ModelSpec model,
            R request,
            @Nullable ApiKey key,
            Consumer<QuotaReport> quota,
            UnsupportedFieldPolicy unsupported) {
        this(model, request, key, quota, unsupported, any -> {});
    }

    /** Creates a call that refuses what its provider cannot express. */
    public ProviderCall(ModelSpec model, R request, @Nullable ApiKey key, Consumer<QuotaReport> quota) {
        this(model, request, key, quota, UnsupportedFieldPolicy.STRICT);
    }

    /** Returns the same call with another request. */
    public <S> ProviderCall<S> with(S other) {
        return new ProviderCall<>(model, other, key, quota, unsupported, route);
    }
}
