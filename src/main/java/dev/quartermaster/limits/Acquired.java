package dev.quartermaster.limits;

import java.time.Duration;

/** What an attempt to take capacity came to. */
public sealed interface Acquired {

    /** Capacity is taken; it must be settled with what was used, or released when nothing was sent. */
    final class Permit implements Acquired {

        private final ModelQuota quota;
        private final long takenAt;
        private final long estimatedTokens;

        Permit(ModelQuota quota, long takenAt, long estimatedTokens) {
            this.quota = quota;
            this.takenAt = takenAt;
            this.estimatedTokens = estimatedTokens;
        }

        /** Trues the estimate up to the tokens that were really used. */
        public void settle(long actualTokens) {
            if (quota != null) {
                quota.settle(takenAt, actualTokens - estimatedTokens);
            }
        }

        /** Gives everything back: the call was never made. */
        public void release() {
            if (quota != null) {
                quota.release(takenAt, estimatedTokens);
            }
        }
    }

    /**
     * No capacity; nothing was taken.
     *
     * @param limit the limit that refused, in words: {@code 450 requests a minute}
     */
    record Refused(String limit, Duration retryAfter) implements Acquired {}
}
