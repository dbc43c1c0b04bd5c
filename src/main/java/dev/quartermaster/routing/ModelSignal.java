package dev.quartermaster.routing;

import dev.quartermaster.performance.window.PerformanceStatistics;

/**
 * What is known of one model at one moment.
 *
 * @param counted whether its calls were counted against its quota, so that the quota's part of this is known and not
 *     only assumed
 * @param quotaWaitMs how long this request would wait for its quota; 0 when it would be admitted now
 * @param requestsUsed the part in use of the requests that its quota leaves us, from 0 to 1
 * @param tokensUsed the same of its tokens
 * @param health how much it is to be preferred, from 0 to 1; less than 1 for a while after its calls failed
 * @param healthWaitMs how long it is to be left alone because its calls failed; 0 when it may be called now
 */
public record ModelSignal(
        boolean counted,
        long quotaWaitMs,
        double requestsUsed,
        double tokensUsed,
        double health,
        long healthWaitMs,
        PerformanceStatistics track) {

    /** Of a model that nothing is known of: free, well, and without history. */
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
}
