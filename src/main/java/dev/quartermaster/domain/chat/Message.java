package dev.quartermaster.domain.chat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a conversation.
 *
 * @param name the participant's name where the dialect has one, else null
 * @param extra fields of the dialect that have no place here
 */
public record Message(Role role, List<Part> parts, @Nullable String name, Map<String, Object> extra) {

    public Message {
        if (role == null) {
            throw new IllegalArgumentException("a message needs a role");
        }
        parts = List.copyOf(parts);
        extra = PassthroughFields.copyOf(extra);
    }

    public static Message of(Role role, Part... parts) {
        return new Message(role, List.of(parts), null, Map.of());
    }

    /** The plain text of this turn, its text parts joined; empty when it has none. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Text piece) {
                text.append(piece.text());
            }
        }
        return text.toString();
    }
}
