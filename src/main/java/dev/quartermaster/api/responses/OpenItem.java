package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.chat.ChatDelta;

/** One output item while it grows. */
abstract class OpenItem {

    final String id;
    private final int outputIndex;
    private final EventLog log;
    private String status = ItemWriter.IN_PROGRESS;

    OpenItem(String id, int outputIndex, EventLog log) {
        this.id = id;
        this.outputIndex = outputIndex;
        this.log = log;
    }

    /** The item as far as it has got. */
    abstract ObjectNode node(String status);

    abstract void grow(ChatDelta.PartGrew grown);

    /** Writes the events that end its present content. */
    abstract void closeContent();

    final ObjectNode node() {
        return node(status);
    }

    final boolean isOpen() {
        return status.equals(ItemWriter.IN_PROGRESS);
    }

    final void open() {
        log.add("response.output_item.added", place().set("item", node(status)));
    }

    final void close(String ending) {
        if (isOpen()) {
            closeContent();
            status = ending;
            log.add("response.output_item.done", place().set("item", node(status)));
        }
    }

    /** Writes an event of this item. {@code fields} the fields besides those that identify the item */
    final void emit(String type, ObjectNode fields) {
        ObjectNode event = place().put("item_id", id);
        event.setAll(fields);
        log.add(type, event);
    }

    final ObjectNode fields() {
        return log.fields();
    }

    private ObjectNode place() {
        return log.fields().put("output_index", outputIndex);
    }
}
