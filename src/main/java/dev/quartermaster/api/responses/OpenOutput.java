package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ThoughtSignature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The output of one stream while it grows: which part of the internal form goes into which item. Texts that follow each
 * other share a message; tool calls may be open beside each other.
 */
final class OpenOutput {

    private final EventLog log;
    private final ItemWriter writer;
    private final ResponseFrame frame;
    private final List<OpenItem> items = new ArrayList<>();
    private final Map<Integer, OpenItem> byPart = new HashMap<>();
    private final Map<String, Object> textSeal = new HashMap<>();
    private @Nullable OpenMessage message;

    OpenOutput(EventLog log, ItemWriter writer, ResponseFrame frame) {
        this.log = log;
        this.writer = writer;
        this.frame = frame;
    }

    void open(ChatDelta.PartOpened opened) {
        Part part = opened.part();
        if (part instanceof Part.Text || part instanceof Part.Refusal) {
            OpenMessage item = message(part instanceof Part.Refusal);
            byPart.put(opened.index(), item);
            first(item, opened, part instanceof Part.Text text ? text.text() : ((Part.Refusal) part).text());
            return;
        }
        closeMessage(ItemWriter.COMPLETED);
        if (part instanceof Part.ToolCall call) {
            seal(call.id(), ThoughtSignature.fields(call.extra()));
            OpenCall item = new OpenCall(id(ItemWriter.prefix(call)), items.size(), log, writer, call);
            begin(item, opened.index());
            item.add(call.arguments());
        } else if (part instanceof Part.Thinking thinking) {
            OpenReasoning item = new OpenReasoning(id("rs"), items.size(), log, writer);
            begin(item, opened.index());
            first(item, opened, thinking.text());
        } else if (part instanceof Part.Opaque block) {
            whole(writer.block(id("rs"), block));
        }
    }

    /** An item that comes in one piece. */
    private void whole(ObjectNode node) {
        OpenItem item = new WholeItem(node.path("id").asText(), items.size(), log, node);
        items.add(item);
        item.open();
        item.close(ItemWriter.COMPLETED);
    }

    void grow(ChatDelta.PartGrew grown) {
        OpenItem item = byPart.get(grown.index());
        if (item == null) {
            throw new IllegalStateException("part " + grown.index() + " of a stream grew before it was opened");
        } else if (item == message) {
            textSeal.putAll(ThoughtSignature.fields(grown.extra()));
        }
        item.grow(grown);
    }

    void close(ChatDelta.PartClosed closed) {
        OpenItem item = byPart.get(closed.index());
        if (item == message && item != null) {
            item.closeContent();
            closeSealed();
        } else if (item != null) {
            item.close(ItemWriter.COMPLETED);
        }
    }

    /** Closes whatever is open. {@code ending} how the message ends */
    void finish(String ending) {
        closeMessage(ending);
        items.forEach(item -> item.close(ItemWriter.COMPLETED));
    }

    /** All items as far as they have got. */
    List<ObjectNode> nodes() {
        return items.stream()
                .map(item -> item.isOpen() ? item.node(ItemWriter.INCOMPLETE) : item.node())
                .toList();
    }

    /** A text whose provider wants something back with it ends its message, so that it is the last before its seal. */
    private void closeSealed() {
        if (!textSeal.isEmpty()) {
            closeMessage(ItemWriter.COMPLETED);
            seal(null, Map.copyOf(textSeal));
            textSeal.clear();
        }
    }

    private void seal(@Nullable String callId, Map<String, Object> seal) {
        if (!seal.isEmpty()) {
            whole(writer.sealed(id("rs"), callId, seal));
        }
    }

    private OpenMessage message(boolean refusal) {
        if (message == null) {
            message = new OpenMessage(id("msg"), items.size(), log, writer);
            items.add(message);
            message.open();
        }
        message.begin(refusal);
        return message;
    }

    private void begin(OpenItem item, int part) {
        items.add(item);
        byPart.put(part, item);
        item.open();
    }

    /** Most providers open a part empty; some send the first piece with it. */
    private static void first(OpenItem item, ChatDelta.PartOpened opened, String text) {
        if (!text.isEmpty()) {
            item.grow(new ChatDelta.PartGrew(0, opened.index(), ChatDelta.Growth.TEXT, text, Map.of()));
        }
    }

    private void closeMessage(String ending) {
        if (message != null) {
            message.close(ending);
            message = null;
        }
    }

    private String id(String prefix) {
        return frame.itemId(prefix, items.size());
    }

    /** An item that is whole as soon as it comes. */
    private static final class WholeItem extends OpenItem {

        private final ObjectNode node;

        WholeItem(String id, int outputIndex, EventLog log, ObjectNode node) {
            super(id, outputIndex, log);
            this.node = node;
        }

        @Override
        ObjectNode node(String status) {
            return node;
        }

        @Override
        void grow(ChatDelta.PartGrew grown) {
            throw new IllegalStateException("an item that came whole cannot grow");
        }

        @Override
        void closeContent() {
            // All of it was there from the start.
        }
    }
}
