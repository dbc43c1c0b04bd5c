package dev.quartermaster.domain.chat;

import dev.quartermaster.domain.Usage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A provider's whole answer.
 *
 * @param dialect the provider's wire format, to which {@code extra} belongs
 * @param id the provider's id of this answer, or null
 * @param servedModel the model that says it answered: often a dated version of the one asked for; null if not said
 */
public record ChatReply(
        Dialect dialect,
        @Nullable String id,
        String servedModel,
        List<Choice> choices,
        Usage usage,
        Map<String, Object> extra) {

    public ChatReply {
        if (dialect == null || usage == null) {
            throw new IllegalArgumentException("a reply needs a dialect and usage");
        }
        choices = List.copyOf(choices);
        extra = PassthroughFields.copyOf(extra);
    }

    public ChatReply withUsage(Usage other) {
        return new ChatReply(dialect, id, servedModel, choices, other, extra);
    }
}
