package dev.quartermaster.history;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a request.
 *
 * @param failure why the last attempt failed; null on success, or when none was made
 * @param error what the caller was told; null on success
 * @param httpStatus what the caller was told; null for a report
 * @param streamed whether the answer was to be streamed
 * @param complete whether the whole answer was delivered
 * @param cancelled whether the caller hung up before the end
 */
public record Outcome(
        boolean success,
        @Nullable FailureKind failure,
        @Nullable ErrorCode error,
        @Nullable Integer httpStatus,
        boolean streamed,
        boolean complete,
        boolean cancelled) {

    public static Outcome success(boolean streamed) {
        return new Outcome(true, null, null, 200, streamed, true, false);
    }

    public static Outcome error(@Nullable FailureKind failure, ErrorCode error, boolean streamed) {
        return new Outcome(false, failure, error, error.status(), streamed, false, false);
    }

    /** The caller hung up. What was delivered until then is paid for all the same. */
    public static Outcome cancelled(boolean streamed) {
        return new Outcome(true, null, null, 200, streamed, false, true);
    }
}
