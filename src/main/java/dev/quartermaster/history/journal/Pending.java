package dev.quartermaster.history.journal;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import java.util.List;

/**
 * Entries on their way to the disk together, and who waits for them.
 *
 * @param context where the waiting side goes on; null if it was on none
 */
record Pending(List<JournalEntry> entries, UniEmitter<? super Void> waiting, Context context) {

    void done() {
        if (context == null) {
            waiting.complete(null);
        } else {
            context.runOnContext(ignored -> waiting.complete(null));
        }
    }
}
