package dev.quartermaster.api.responses;

import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.ItemMark;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns as they come together: what the model said goes on in one turn until somebody else speaks. Each item keeps its
 * place in the list, written down wherever it is not the next one.
 */
final class Turns {

    private static final int UNKNOWN = -1;

    private final List<Message> turns = new ArrayList<>();
    private final List<Part> spoken = new ArrayList<>();
    private final Map<String, Map<String, Object>> seals = new HashMap<>();
    private int expected;
    private int place;

    /** The next item is read. */
    void at(int item) {
        place = item;
    }

    /** The model said this, in an item of its own. */
    void said(Part part) {
        spoken.add(placed(part));
    }

    /** The model said this in one message. @param item the message's fields around its content */
    void said(List<Part> content, Map<String, Object> item) {
        boolean goesOn = !spoken.isEmpty() && ItemMark.isContent(spoken.get(spoken.size() - 1));
        Part first = content.get(0);
        boolean marked = goesOn || !item.isEmpty();
        spoken.add(placed(marked ? Extra.of(first, ItemMark.beginning(first.extra(), item)) : first));
        spoken.addAll(content.subList(1, content.size()));
    }

    /** Somebody else's turn. */
    void turn(Message message) {
        close();
        boolean next = place == expected;
        turns.add(
                next
                        ? message
                        : new Message(message.role(), message.parts(), null, ItemMark.placed(message.extra(), place)));
        expected = place + 1;
    }

    /** A seal belongs to the call of that id, wherever it stands; without an id, to the text before it. */
    void sealed(@Nullable String callId, Map<String, Object> seal) {
        if (callId != null) {
            seals.put(callId, seal);
            return;
        }
        for (int i = spoken.size() - 1; i >= 0; i--) {
            if (spoken.get(i) instanceof Part.Text text) {
                spoken.set(i, Extra.plus(text, seal));
                return;
            }
        }
    }

    List<Message> finish() {
        close();
        return seals.isEmpty() ? turns : turns.stream().map(this::unsealed).toList();
    }

    /** A block that goes back to another provider as it is takes no mark; the item after it does instead. */
    private Part placed(Part part) {
        boolean next = place == expected;
        boolean foreign = part instanceof Part.Opaque block && block.dialect() != Dialect.OPENAI_RESPONSES;
        expected = next || !foreign ? place + 1 : UNKNOWN;
        return next || foreign ? part : Extra.of(part, ItemMark.placed(part.extra(), place));
    }

    private void close() {
        if (!spoken.isEmpty()) {
            turns.add(new Message(Role.ASSISTANT, spoken, null, Map.of()));
            spoken.clear();
        }
    }

    private Message unsealed(Message turn) {
        if (turn.role() != Role.ASSISTANT) {
            return turn;
        }
        List<Part> parts = turn.parts().stream()
                .map(part -> part instanceof Part.ToolCall call && seals.containsKey(call.id())
                        ? Extra.plus(call, seals.get(call.id()))
                        : part)
                .toList();
        return new Message(turn.role(), parts, turn.name(), turn.extra());
    }
}
