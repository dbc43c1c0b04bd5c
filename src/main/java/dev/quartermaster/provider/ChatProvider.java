package dev.quartermaster.provider;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.model.ModelSpec;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One configured provider. Each subscription is one upstream call; a failed one ends in a
 * {@link dev.quartermaster.domain.ProviderFailure} that is already classified, or, when this provider's protocol cannot
 * express the request, in a {@link dev.quartermaster.domain.QuartermasterException} that names the field; then nothing
 * was sent. Nothing here retries, waits or falls back: that is the caller's business.
 */
public interface ChatProvider extends AutoCloseable {

    ProviderId id();

    /** The whole answer. Cancelling the subscription aborts the call. */
    Uni<ChatReply> chat(ProviderCall<ChatRequest> call);

    /**
     * The answer piece by piece, as fast as it is asked for: the connection is read only on demand. Completes only after
     * the protocol's terminal marker; a stream that ends without it fails. Cancelling aborts the call.
     */
    Multi<ChatDelta> stream(ProviderCall<ChatRequest> call);

    /**
     * Returns whether the provider accepts a link to an image or a document. Otherwise the file is fetched first and
     * sent inline.
     *
     * @param media its source is a {@link dev.quartermaster.domain.chat.MediaSource.Link}
     */
    default boolean takesLink(Part.Media media) {
        return false;
    }

    /** Returns whether the model continues an answer whose beginning is the last turn of the conversation. */
    default boolean takesPrefill(ModelSpec model) {
        return false;
    }

    /** Returns the protocol's rules for tool names and tool call ids in this call. */
    default IdentifierRules identifiers(ProviderCall<ChatRequest> call) {
        return IdentifierRules.STRICT;
    }

    /** Returns whether the provider has tools that take plain text; otherwise they are sent as functions. */
    default boolean takesCustomTools() {
        return false;
    }

    /**
     * A further ability of this provider, such as {@link TokenCounter} or {@link EmbeddingProvider}; empty where it has
     * none.
     */
    default <T> Optional<T> able(Class<T> ability) {
        return ability.isInstance(this) ? Optional.of(ability.cast(this)) : Optional.empty();
    }

    /**
     * Asks something free of charge (a version, a model list); completes when the provider answers, fails otherwise.
     *
     * @param key the key to ask with; null where the provider needs none
     */
    Uni<Void> probe(@Nullable ApiKey key);

    /**
     * Asks something free of charge that is answered only with a key that is valid; fails otherwise, also where that
     * cannot be told.
     */
    default Uni<Void> check(ApiKey key) {
        return probe(key);
    }

    /** Gives its connections back; calls that are open fail. */
    @Override
    void close();
}
