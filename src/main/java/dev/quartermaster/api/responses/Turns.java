package dev.quartermaster.api.responses;

import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.ItemMark;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
    private final List<Part> outputs = new ArrayList<>();
    private final Map<String, Map<String, Object>> seals = new HashMap<>();
    private int expected;
    private int place;

    /** The next item is read. */
    void at(int item) {
        place = item;
    }

    /** Adds what the model produced as an item of its own. */
    void output(Part part) {
        outputs.add(placed(part));
    }

    /** Adds a message of the model. {@code item} the message's fields around its content */
    void output(List<Part> content, Map<String, Object> item) {
        boolean goesOn = !outputs.isEmpty() && ItemMark.isContent(outputs.get(outputs.size() - 1));
        Part first = content.get(0);
        boolean marked = goesOn || !item.isEmpty();
        outputs.add(placed(marked ? withExtra(first, ItemMark.beginning(first.extra(), item)) : first));
        outputs.addAll(content.subList(1, content.size()));
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
        for (int i = outputs.size() - 1; i >= 0; i--) {
            if (outputs.get(i) instanceof Part.Text text) {
                outputs.set(i, plus(text, seal));
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
        return next || foreign ? part : withExtra(part, ItemMark.placed(part.extra(), place));
    }

    private void close() {
        if (!outputs.isEmpty()) {
            turns.add(new Message(Role.ASSISTANT, outputs, null, Map.of()));
            outputs.clear();
        }
    }

    private Message unsealed(Message turn) {
        if (turn.role() != Role.ASSISTANT) {
            return turn;
        }
        List<Part> parts = turn.parts().stream()
                .map(part -> part instanceof Part.ToolCall call && seals.containsKey(call.id())
                        ? plus(call, seals.get(call.id()))
                        : part)
                .toList();
        return new Message(turn.role(), parts, turn.name(), turn.extra());
    }

    /** A copy of a part with other further fields. */
    static Part withExtra(Part part, Map<String, Object> extra) {
        if (part instanceof Part.Text text) {
            return new Part.Text(text.text(), text.cache(), extra);
        } else if (part instanceof Part.Refusal refusal) {
            return new Part.Refusal(refusal.text(), extra);
        } else if (part instanceof Part.Image image) {
            return new Part.Image(image.source(), image.detail(), image.cache(), extra);
        } else if (part instanceof Part.Document document) {
            return new Part.Document(document.source(), document.name(), document.cache(), extra);
        } else if (part instanceof Part.ToolCall call) {
            return new Part.ToolCall(call.id(), call.name(), call.arguments(), call.custom(), call.cache(), extra);
        } else if (part instanceof Part.ToolResult result) {
            return new Part.ToolResult(result.callId(), result.content(), result.error(), result.cache(), extra);
        } else if (part instanceof Part.Thinking thinking) {
            return new Part.Thinking(thinking.text(), thinking.signature(), extra);
        }
        Part.Opaque opaque = (Part.Opaque) part;
        return new Part.Opaque(opaque.dialect(), opaque.type(), extra);
    }

    private static Part plus(Part part, Map<String, Object> more) {
        Map<String, Object> extra = new LinkedHashMap<>(part.extra());
        extra.putAll(more);
        return withExtra(part, extra);
    }
}
