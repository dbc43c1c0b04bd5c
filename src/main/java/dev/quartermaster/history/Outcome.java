package dev.quartermaster.history;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * Outcome of a request.
 *
 * @param failure why the last attempt failed; null on success or without an attempt
 * @param error the error code of the response; null on success
 * @param httpStatus the status of the response; null for a report
 * @param streamed whether the answer was to be streamed
 * @param complete whether the whole answer was delivered
 * @param cancelled whether the caller disconnected before the end
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

    /** Outcome of a request whose caller disconnected; the delivered part costs as usual. */
    public static Outcome cancelled(boolean streamed) {
        return new Outcome(true, null, null, 200, streamed, false, true);
    }
}
