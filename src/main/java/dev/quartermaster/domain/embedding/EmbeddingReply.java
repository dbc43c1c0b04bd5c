package dev.quartermaster.domain.embedding;

import dev.quartermaster.domain.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider's vectors.
 *
 * @param servedModel the model that says it answered; null if not said
 * @param vectors one for each input, in their order
 */
public record EmbeddingReply(@Nullable String servedModel, List<float[]> vectors, Usage usage) {

    public EmbeddingReply {
        if (usage == null) {
            throw new IllegalArgumentException("a reply needs usage");
        }
        vectors = List.copyOf(vectors);
    }
}
