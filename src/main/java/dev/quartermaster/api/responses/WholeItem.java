package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.chat.ChatDelta;

/** An item that is whole as soon as it comes. */
final class WholeItem extends OpenItem {

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
