package dev.quartermaster.whatif;

import dev.quartermaster.domain.ModelKey;
import org.jspecify.annotations.Nullable;

/**
 * A decision, made again.
 *
 * @param skipped whether it could not be made again; everything else is null then
 * @param chosen the first of the route; null where no model may answer
 * @param reason of the choice, in words
 * @param happened how the request went that followed the decision; null when no model was called for it
 * @param expected how it would be expected to have gone; null where no model may answer, or no request followed
 */
record ReplayedDecision(
        boolean skipped,
        @Nullable ModelKey chosen,
        @Nullable String reason,
        @Nullable ExpectedOutcome happened,
        @Nullable ExpectedOutcome expected) {

    static final ReplayedDecision SKIPPED = new ReplayedDecision(true, null, null, null, null);
}
