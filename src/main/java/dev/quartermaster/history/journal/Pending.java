package dev.quartermaster.history.journal;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import java.util.List;

/**
 * Entries that are written together, and the caller that waits for them.
 *
 * @param context context of the caller; null if it has none
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
