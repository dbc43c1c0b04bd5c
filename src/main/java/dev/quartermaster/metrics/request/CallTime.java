package dev.quartermaster.metrics.request;

import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.InvocationRecord;
import java.util.List;

/**
 * Times of one call, in nanoseconds since the request arrived.
 *
 * @param firstContent the time of the first content of a stream; -1 for any other call
 */
public record CallTime(long start, long end, long firstContent) {

    /**
     * Tells the time of an attempt that was a call. The attempt of a stream that answered ends, in the record, with its first
     * content; here it ends with the request, or where the next attempt begins.
     */
    public static CallTime of(FinishedRequest request, int index) {
        InvocationRecord record = request.record();
        Attempt attempt = record.attempts().get(index);
        long latency = nanos(attempt.latencyMs());
        long end = index < request.attemptEnds().length ? request.attemptEnds()[index] : latency;
        long start = Math.max(0, end - latency);
        if (!spoke(record, attempt)) {
            return new CallTime(start, end, -1);
        }
        return new CallTime(start, Math.max(end, lastContent(request, index)), end);
    }

    /** Returns how long the call took. */
    public long nanos() {
        return end - start;
    }

    /** Returns whether content of this call has left: its status is the provider's 200, even if it broke off later. */
    private static boolean spoke(InvocationRecord record, Attempt attempt) {
        return record.timeToFirstTokenMs() != null && attempt.status() != null && attempt.status() == 200;
    }

    private static long lastContent(FinishedRequest request, int index) {
        InvocationRecord record = request.record();
        List<Attempt> attempts = record.attempts();
        for (int next = index + 1; next < attempts.size(); next++) {
            if (attempts.get(next).called() && next < request.attemptEnds().length) {
                return request.attemptEnds()[next] - nanos(attempts.get(next).latencyMs());
            }
        }
        return record.latencyMs() == null ? 0 : nanos(record.latencyMs());
    }

    /** Returns milliseconds as nanoseconds. */
    public static long nanos(double millis) {
        return (long) (millis * 1e6);
    }
}
