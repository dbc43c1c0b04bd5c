package dev.quartermaster.inference.selection;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.routing.Decision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A model for a task.
 *
 * @param model what to call, as the base names it where it is degraded; null where nothing is known to call
 * @param key of a model that the registry has; null else
 * @param endpoint where its provider answers; null where that is not known
 * @param decision that chose it; null where none could be made
 * @param reason why it is degraded; null when it is not
 */
public record Assignment(
        AssignmentRequest request,
        @Nullable String model,
        @Nullable ModelKey key,
        @Nullable String endpoint,
        @Nullable Decision decision,
        Instant time,
        @Nullable String reason) {

    /** Returns true if the base's own fallback replaces a selection. */
    public boolean degraded() {
        return reason != null;
    }
}
