package dev.quartermaster.routing;

import dev.quartermaster.domain.ModelKey;

/**
 * A conversation under way, which it costs something to take to another model.
 *
 * @param model that answered last
 * @param cachedTokens prompt tokens of it that the model's provider keeps in its prompt cache
 */
public record OngoingConversation(ModelKey model, long cachedTokens) {

    public OngoingConversation {
        if (cachedTokens < 0) {
            throw new IllegalArgumentException("a cache holds no fewer than 0 tokens");
        }
    }
}
