package dev.quartermaster.api.openai;

import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request for vectors as read.
 *
 * @param hints the caller's {@code quartermaster} object, or null
 */
record EmbeddingsBody(
        String model, EmbeddingRequest request, @Nullable JsonFields hints) {}
