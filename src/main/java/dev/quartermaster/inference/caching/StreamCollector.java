package dev.quartermaster.inference.caching;

import dev.quartermaster.cache.entry.EntryWeight;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.PartGrew;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Collects the steps of a streamed answer as they go by, up to a size. Pieces of one part that follow each other become one.
 * Used for one stream, by one thread at a time.
 */
final class StreamCollector {

    private static final PartGrew NOTHING = new PartGrew(-1, -1, ChatDelta.Growth.TEXT, "", Map.of());

    private final long most;
    private final List<ChatDelta> steps = new ArrayList<>();
    private final StringBuilder grown = new StringBuilder();
    private PartGrew growing = NOTHING;
    private long size;

    /** @param most bytes; a longer answer is not collected */
    StreamCollector(long most) {
        this.most = most;
    }

    void add(ChatDelta step) {
        if (!isComplete()) {
            return;
        }
        long before = size;
        size = Long.MAX_VALUE; // Until the step is in: an answer without it is none.
        take(step, before);
        if (!isComplete()) {
            steps.clear();
            grown.setLength(0);
        }
    }

    private void take(ChatDelta step, long before) {
        if (step instanceof PartGrew more && joins(more)) {
            grown.append(more.piece());
            size = before + 2L * more.piece().length();
        } else {
            flush();
            if (step instanceof PartGrew first && first.extra().isEmpty()) {
                growing = first;
                grown.append(first.piece());
            } else {
                steps.add(step);
            }
            size = before + EntryWeight.of(step);
        }
    }

    private boolean joins(PartGrew more) {
        return more.choice() == growing.choice()
                && more.index() == growing.index()
                && more.growth() == growing.growth()
                && more.extra().isEmpty();
    }

    private void flush() {
        if (growing != NOTHING) {
            steps.add(new PartGrew(
                    growing.choice(), growing.index(), growing.growth(), grown.toString(), growing.extra()));
            grown.setLength(0);
            growing = NOTHING;
        }
    }

    /** Returns whether all steps so far are here. */
    boolean isComplete() {
        return size <= most;
    }

    /** Returns the steps so far. */
    List<ChatDelta> steps() {
        flush();
        return steps;
    }
}
