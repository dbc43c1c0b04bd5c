package dev.quartermaster.provider.tool;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.IdentifierRules;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.TokenCounter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Any provider, called with what its protocol takes of a caller's tools; see {@link ToolCallPairing} and {@link FittedCall}. */
public final class FittingProvider implements ChatProvider {

    private final ChatProvider provider;

    public FittingProvider(ChatProvider provider) {
        this.provider = provider;
    }

    @Override
    public ProviderId id() {
        return provider.id();
    }

    @Override
    public Uni<ChatReply> chat(ProviderCall<ChatRequest> call) {
        return Uni.createFrom().deferred(() -> {
            FittedCall fitted = fitted(call);
            Uni<ChatReply> reply = provider.chat(fitted.call());
            return fitted.leavesAnswer() ? reply : reply.map(fitted::restored);
        });
    }

    @Override
    public Multi<ChatDelta> stream(ProviderCall<ChatRequest> call) {
        return Multi.createFrom().deferred(() -> {
            FittedCall fitted = fitted(call);
            Multi<ChatDelta> stream = provider.stream(fitted.call());
            if (fitted.leavesAnswer()) {
                return stream;
            }
            return fitted.custom().isEmpty()
                    ? stream.map(fitted::named)
                    : stream.onItem().transformToIterable(new CustomCalls(fitted)::restored);
        });
    }

    @Override
    public boolean takesLink(Part.Media media) {
        return provider.takesLink(media);
    }

    @Override
    public boolean takesPrefill(ModelSpec model) {
        return provider.takesPrefill(model);
    }

    @Override
    public IdentifierRules identifiers(ProviderCall<ChatRequest> call) {
        return provider.identifiers(call);
    }

    @Override
    public boolean takesCustomTools() {
        return provider.takesCustomTools();
    }

    @Override
    public <T> Optional<T> able(Class<T> ability) {
        return ability == TokenCounter.class
                ? provider.able(TokenCounter.class).map(this::counter).map(ability::cast)
                : provider.able(ability);
    }

    @Override
    public Uni<Void> probe(@Nullable ApiKey key) {
        return provider.probe(key);
    }

    @Override
    public Uni<Void> check(ApiKey key) {
        return provider.check(key);
    }

    @Override
    public void close() {
        provider.close();
    }

    private FittedCall fitted(ProviderCall<ChatRequest> call) {
        return FittedCall.hasTools(call.request())
                ? FittedCall.of(ToolCallPairing.paired(call), provider)
                : FittedCall.unchanged(call);
    }

    private TokenCounter counter(TokenCounter counter) {
        return call ->
                Uni.createFrom().deferred(() -> counter.countTokens(fitted(call).call()));
    }
}
