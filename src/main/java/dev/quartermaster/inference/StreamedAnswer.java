package dev.quartermaster.inference;

import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.inference.streaming.StreamUsage;
import io.smallrye.mutiny.Multi;

/**
 * An answer whose first content has arrived.
 *
 * @param model the one that began it
 * @param deltas all steps from the first on, once; ends complete, or with a
 *     {@link dev.quartermaster.domain.ProviderFailure}. Its record is kept however it ends
 * @param tally what has gone by so far
 */
public record StreamedAnswer(ModelSpec model, Multi<ChatDelta> deltas, StreamUsage tally) {}
