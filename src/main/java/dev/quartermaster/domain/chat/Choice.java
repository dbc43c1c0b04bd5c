package dev.quartermaster.domain.chat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One alternative answer.
 *
 * @param stopSequence which stop sequence ended it; null unless that is known
 * @param extra fields of the provider's dialect beside the message that have no place here, such as {@code logprobs}
 * @param messageExtra fields of its message that have no place here, such as {@code annotations}
 */
public record Choice(
        int index,
        List<Part> parts,
        FinishReason finish,
        @Nullable String stopSequence,
        Map<String, Object> extra,
        Map<String, Object> messageExtra) {

    public Choice {
        if (index < 0 || finish == null) {
            throw new IllegalArgumentException("a choice needs an index and a finish reason");
        }
        parts = List.copyOf(parts);
        extra = PassthroughFields.copyOf(extra);
        messageExtra = PassthroughFields.copyOf(messageExtra);
    }
}
