package dev.quartermaster.history.journal;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;

/**
 * An entry on its way to the disk, and who waits for it.
 *
 * @param context where the waiting side goes on; null if it was on none
 */
record Pending(JournalEntry entry, UniEmitter<? super Void> waiting, Context context) {

    void done() {
        if (context == null) {
            waiting.complete(null);
        } else {
            context.runOnContext(ignored -> waiting.complete(null));
        }
    }
}
