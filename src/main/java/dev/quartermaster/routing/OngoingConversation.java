package dev.quartermaster.routing;

import dev.quartermaster.domain.ModelKey;
import org.jspecify.annotations.Nullable;

/**
 * A conversation under way, which it costs something to take to another model.
 *
 * @param model that answered last
 * @param cachedTokens prompt tokens of it that the model's provider keeps in its prompt cache
 */
public record OngoingConversation(@Nullable ModelKey model, long cachedTokens) {

    public OngoingConversation {
        if (model == null || cachedTokens < 0) {
            throw new IllegalArgumentException(
                    "a conversation has a model, and its cache holds no fewer than 0 tokens");
        }
    }
}
