package dev.quartermaster.inference;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.domain.model.ModelSpec;
import org.jspecify.annotations.Nullable;

/**
 * Vectors, and what they cost.
 *
 * @param cost null where a price is not known
 */
public record EmbeddingResult(
        ModelSpec model, EmbeddingReply reply, @Nullable Money cost) {}
