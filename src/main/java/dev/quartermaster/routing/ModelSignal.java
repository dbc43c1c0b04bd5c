package dev.quartermaster.routing;

import dev.quartermaster.performance.window.PerformanceStatistics;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Current signals of one model.
 *
 * @param counted whether its calls were counted against its quota, so that the quota values are measured rather than
 *     assumed
 * @param quotaWaitMs the wait for quota; 0 if the request would be admitted now, {@link #NEVER} if it is larger than a quota that
 *     applies
 * @param requestsUsed the used fraction of its request quota, from 0 to 1
 * @param tokensUsed the used fraction of its token quota, from 0 to 1
 * @param health preference from 0 to 1; less than 1 for a while after failures
 * @param healthWaitMs the wait for its circuit breaker; 0 if it may be called now
 */
public record ModelSignal(
        boolean counted,
        long quotaWaitMs,
        double requestsUsed,
        double tokensUsed,
        double health,
        long healthWaitMs,
        PerformanceStatistics track) {

    /** The wait for a quota that is smaller than the request. */
    static final long NEVER = Long.MAX_VALUE;

    /** Signal of a model without data: quota free, healthy, no history. */
    public static final ModelSignal NONE = new ModelSignal(false, 0, 0, 0, 1, 0, PerformanceStatistics.NONE);

    public ModelSignal {
        if (quotaWaitMs < 0 || healthWaitMs < 0 || track == null) {
            throw new IllegalArgumentException("waits must not be negative, and a track is never missing");
        }
        share("requests used", requestsUsed);
        share("tokens used", tokensUsed);
        share("health", health);
    }

    public ModelSignal withQuota(long waitMs, double requests, double tokens) {
        return new ModelSignal(true, waitMs, requests, tokens, health, healthWaitMs, track);
    }

    public ModelSignal withHealth(double share, long waitMs) {
        return new ModelSignal(counted, quotaWaitMs, requestsUsed, tokensUsed, share, waitMs, track);
    }

    public ModelSignal withTrack(PerformanceStatistics known) {
        return new ModelSignal(counted, quotaWaitMs, requestsUsed, tokensUsed, health, healthWaitMs, known);
    }

    /** The part of the scarcer quota that is in use. */
    double quotaUsed() {
        return Math.max(requestsUsed, tokensUsed);
    }

    private static void share(String what, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(what + " is from 0 to 1, not " + value);
        }
    }

    // Written out: a native executable interprets what the compiler makes for a record, at 100 times the price.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof ModelSignal that
                        && counted == that.counted
                        && quotaWaitMs == that.quotaWaitMs
                        && Double.compare(requestsUsed, that.requestsUsed) == 0
                        && Double.compare(tokensUsed, that.tokensUsed) == 0
                        && Double.compare(health, that.health) == 0
                        && healthWaitMs == that.healthWaitMs
                        && track.equals(that.track));
    }

    @Override
    public int hashCode() {
        return Objects.hash(counted, quotaWaitMs, requestsUsed, tokensUsed, health, healthWaitMs, track);
    }
}
