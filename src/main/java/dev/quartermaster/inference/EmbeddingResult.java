package dev.quartermaster.inference;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.domain.model.ModelSpec;

/** Vectors, and what they cost. */
public record EmbeddingResult(ModelSpec model, EmbeddingReply reply, Money cost) {}
