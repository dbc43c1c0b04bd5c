package dev.quartermaster.api.anthropic;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.PartGrew;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parts of one answer in a row, as the dialect never has two blocks open: what belongs to the open one goes out
 * at once, and what other parts bring meanwhile (parallel tool calls of providers that mix them) waits until it has closed.
 */
final class BlockSequence {

    private final ObjectMapper json;
    private final BlockWriter blocks;
    private final Consumer<ObjectNode> out;
    private final Map<Integer, Waiting> waiting = new LinkedHashMap<>();
    private int begun;
    private int openPart;
    private @Nullable OpenBlock open;

    BlockSequence(ObjectMapper json, Dialect from, Consumer<ObjectNode> out) {
        this.json = json;
        this.blocks = new BlockWriter(json, from);
        this.out = out;
    }

    void open(ChatDelta.PartOpened opened) {
        Part.Opaque sealed = blocks.sealed(opened.part());
        if (sealed != null) {
            int before = -1 - opened.index();
            open(new ChatDelta.PartOpened(opened.choice(), before, sealed));
            close(before);
        }
        ObjectNode opening = blocks.opening(opened.part());
        if (opening == null) {
            return;
        }
        if (open == null) {
            begin(opened.index(), opened.part(), opening);
        } else {
            waiting.put(opened.index(), new Waiting(opened.part(), opening));
        }
    }

    void grow(PartGrew grown) {
        OpenBlock block = open(grown.index());
        Waiting later = waiting.get(grown.index());
        if (block != null) {
            block.grow(grown.growth(), grown.piece());
        } else if (later != null) {
            later.pieces.add(grown);
        }
    }

    /** A piece in the dialect's own words; only a provider of this dialect sends it, and it never mixes its blocks. */
    void pass(int part, @Nullable Object delta) {
        OpenBlock block = open(part);
        if (block != null) {
            block.pass(delta);
        }
    }

    void close(int part) {
        OpenBlock block = open(part);
        Waiting later = waiting.get(part);
        if (block != null) {
            end(block);
            goOn();
        } else if (later != null) {
            later.closed = true;
        }
    }

    /** Ends whatever has not ended yet. */
    void closeAll() {
        waiting.values().forEach(part -> part.closed = true);
        if (open != null) {
            end(open);
            goOn();
        }
    }

    private @Nullable OpenBlock open(int part) {
        return openPart == part ? open : null;
    }

    private OpenBlock begin(int part, Part content, ObjectNode opening) {
        OpenBlock block = OpenBlock.begin(json, begun++, content, opening, out);
        openPart = part;
        open = block;
        return block;
    }

    private void end(OpenBlock block) {
        block.end();
        open = null;
    }

    /** Those that waited, in the order of their coming, up to the first that is still growing. */
    private void goOn() {
        while (open == null && !waiting.isEmpty()) {
            int part = waiting.keySet().iterator().next();
            Waiting next = waiting.remove(part);
            OpenBlock block = begin(part, next.part, next.opening);
            next.pieces.forEach(piece -> block.grow(piece.growth(), piece.piece()));
            if (next.closed) {
                end(block);
            }
        }
    }

    /** A part whose turn has not come. */
    private static final class Waiting {

        private final Part part;
        private final ObjectNode opening;
        private final List<PartGrew> pieces = new ArrayList<>();
        private boolean closed;

        Waiting(Part part, ObjectNode opening) {
            this.part = part;
            this.opening = opening;
        }
    }
}
