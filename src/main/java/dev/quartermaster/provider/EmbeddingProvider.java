package dev.quartermaster.provider;

import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import io.smallrye.mutiny.Uni;

/** A provider that also embeds; implemented beside {@link ChatProvider} by those that can. */
public interface EmbeddingProvider {

    /**
     * One vector for each input, in their order. Each subscription makes the upstream calls it takes (some models embed
     * one text a call) and fails with a classified {@link dev.quartermaster.domain.ProviderFailure} when one of them
     * does. Cancelling aborts them.
     */
    Uni<EmbeddingReply> embed(ProviderCall<EmbeddingRequest> call);
}
