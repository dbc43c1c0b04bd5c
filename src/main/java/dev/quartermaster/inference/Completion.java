package dev.quartermaster.inference;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.model.ModelSpec;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer, and what it cost.
 *
 * @param cost null where a price is not known
 */
public record Completion(
        ModelSpec model, ChatReply reply, @Nullable Money cost) {}
