package dev.quartermaster.history.journal;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries on their way to the disk together, and who waits for them.
 *
 * @param context where the waiting side goes on; null if it was on none
 */
record Pending(
        List<JournalEntry> entries,
        @Nullable UniEmitter<? super Void> waiting,
        @Nullable Context context) {

    void done() {
        if (context == null) {
            waiting.complete(null);
        } else {
            context.runOnContext(ignored -> waiting.complete(null));
        }
    }
}
