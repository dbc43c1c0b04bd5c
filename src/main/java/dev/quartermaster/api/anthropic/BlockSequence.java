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
    private final Consumer<MessageEvent> out;
    private final Map<Integer, Waiting> waiting = new LinkedHashMap<>();
    private int begun;
    private int openPart;
    private @Nullable OpenBlock open;

    BlockSequence(ObjectMapper json, Dialect from, Consumer<MessageEvent> out) {
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
        if (isOpen(grown.index())) {
            open.grow(grown.growth(), grown.piece());
        } else if (waiting.containsKey(grown.index())) {
            waiting.get(grown.index()).add(grown);
        }
    }

    /** A piece in the dialect's own words; only a provider of this dialect sends it, and it never mixes its blocks. */
    void pass(int part, @Nullable Object delta) {
        if (isOpen(part)) {
            open.pass(delta);
        }
    }

    void close(int part) {
        if (isOpen(part)) {
            end();
            goOn();
        } else if (waiting.containsKey(part)) {
            waiting.get(part).closed = true;
        }
    }

    /** Ends whatever has not ended yet. */
    void closeAll() {
        waiting.values().forEach(part -> part.closed = true);
        if (open != null) {
            end();
            goOn();
        }
    }

    private boolean isOpen(int part) {
        return open != null && openPart == part;
    }

    private void begin(int part, Part content, ObjectNode opening) {
        openPart = part;
        open = OpenBlock.begin(json, begun++, content, opening, out);
    }

    private void end() {
        open.end();
        open = null;
    }

    /** Those that waited, in the order of their coming, up to the first that is still growing. */
    private void goOn() {
        while (open == null && !waiting.isEmpty()) {
            int part = waiting.keySet().iterator().next();
            Waiting next = waiting.remove(part);
            begin(part, next.part, next.opening);
            next.pieces.forEach(piece -> open.grow(piece.growth(), piece.piece()));
            if (next.closed) {
                end();
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

        void add(PartGrew piece) {
            pieces.add(piece);
        }
    }
}
