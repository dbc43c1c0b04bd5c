package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.Part;

/** A block of the provider's own: whole as soon as it comes, and of no meaning to anyone but the provider. */
final class SealedItem extends OpenItem {

    private final ItemWriter writer;
    private final Part.Opaque block;

    SealedItem(String id, int outputIndex, EventLog log, ItemWriter writer, Part.Opaque block) {
        super(id, outputIndex, log);
        this.writer = writer;
        this.block = block;
    }

    @Override
    ObjectNode node(String status) {
        return writer.sealed(id, block);
    }

    @Override
    void grow(ChatDelta.PartGrew grown) {
        throw new IllegalStateException("a block of " + block.type() + " came whole and cannot grow");
    }

    @Override
    void closeContent() {
        // It has none that a client could read.
    }
}
