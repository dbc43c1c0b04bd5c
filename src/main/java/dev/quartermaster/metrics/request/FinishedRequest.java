package dev.quartermaster.metrics.request;

import dev.quartermaster.history.CacheUse;
import dev.quartermaster.history.InvocationRecord;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request that has ended, as it is measured.
 *
 * @param operation the operation's name in the GenAI conventions
 * @param overhead time spent here and not in a provider; null where that cannot be told
 * @param attemptEnds nanoseconds from the request's arrival to the end of each attempt, in their order; for an answer that
 *     is streamed to its first content, and 0 for a model that was passed over
 * @param traceParent header of the caller's trace (W3C); null without one
 */
public record FinishedRequest(
        InvocationRecord record,
        String operation,
        @Nullable Duration overhead,
        long[] attemptEnds,
        @Nullable String traceParent) {

    /** Returns whether it was answered from the response cache, so that no model was asked. */
    public boolean isGivenAgain() {
        CacheUse use = record.cache();
        return use != null && use.status() == CacheUse.Status.HIT;
    }
}
