package dev.quartermaster.history.journal;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.impl.ContextInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Group of callers whose entries are committed to the journal together: those that one event loop brought in one turn.
 * That loop is woken once for all of them.
 */
final class CommitGroup {

    /** Caller that waits for its entries. */
    private record Waiting(
            List<JournalEntry> entries,
            UniEmitter<? super Void> caller,
            @Nullable ContextInternal context) {

        private void complete() {
            if (context == null) {
                caller.complete(null);
            } else {
                context.dispatch(ignored -> caller.complete(null));
            }
        }
    }

    private final List<Waiting> all = new ArrayList<>();

    /** Adds a caller; the context of all callers of a group is null, or belongs to the same thread. */
    void add(List<JournalEntry> entries, UniEmitter<? super Void> caller, @Nullable ContextInternal context) {
        all.add(new Waiting(entries, caller, context));
    }

    int size() {
        return all.size();
    }

    void forEachEntry(Consumer<JournalEntry> task) {
        for (Waiting waiting : all) {
            waiting.entries().forEach(task);
        }
    }

    /** Completes the callers, each on its context if it has one; those that are complete already take no notice. Never fails. */
    void release() {
        if (all.isEmpty()) {
            return;
        }
        ContextInternal context = all.get(0).context();
        try {
            if (context == null) {
                complete();
            } else {
                // Of the root of the contexts: each caller is then given its own.
                context.unwrap().runOnContext(ignored -> complete());
            }
        } catch (RuntimeException e) {
            Log.errorf(e, "Those who wait for the journal could not be released");
        }
    }

    private void complete() {
        for (Waiting waiting : all) {
            try {
                waiting.complete();
            } catch (RuntimeException e) {
                Log.errorf(e, "One who waited for the journal could not go on");
            }
        }
    }
}
