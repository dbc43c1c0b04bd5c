/**
 * Floor 0: the internal form of a request for embeddings and of its answer. Vectors stand in the order of their inputs,
 * always as numbers; how they are written to a caller is the edge's business.
 */
@NullMarked
package dev.quartermaster.domain.embedding;

import org.jspecify.annotations.NullMarked;
