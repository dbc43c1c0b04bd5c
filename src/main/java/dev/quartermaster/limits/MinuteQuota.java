package dev.quartermaster.limits;

import dev.quartermaster.domain.model.RateLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Two windows of one minute, requests and tokens, taken together or not at all. */
final class MinuteQuota {

    private static final long NANOS_A_SECOND = 1_000_000_000L;

    private final String owner;
    private final @Nullable Long requestLimit;
    private final @Nullable Long tokenLimit;
    private final LongSupplier nanos;
    private final Consumer<String> onUsedUp;
    private final SlidingMinute requests = new SlidingMinute();
    private final SlidingMinute tokens = new SlidingMinute();
    private boolean usedUp;

    /**
     * @param owner whose it is where that is not plain, in words: {@code of key openai-2}; else empty
     * @param onUsedUp told the limit's name when the usable share is used up, once until it is free again
     */
    MinuteQuota(RateLimits limits, double usableShare, String owner, LongSupplier nanos, Consumer<String> onUsedUp) {
        this.owner = owner.isEmpty() ? "" : " " + owner;
        this.requestLimit = usable(limits.requestsPerMinute(), usableShare);
        this.tokenLimit = usable(limits.tokensPerMinute(), usableShare);
        this.nanos = nanos;
        this.onUsedUp = onUsedUp;
    }

    private static @Nullable Long usable(@Nullable Long quota, double share) {
        return quota == null ? null : (long) Math.floor(quota * share);
    }

    /**
     * Reservation of quota.
     *
     * @param second the second it was made in
     * @param refused the refusal; null if the reservation succeeded
     */
    record Reservation(MinuteQuota quota, long second, long amount, LimitDecision.@Nullable Refused refused) {

        void settle(long actual) {
            quota.settle(second, actual - amount);
        }

        void release() {
            quota.release(second, amount);
        }
    }

    Reservation take(long amount) {
        long now;
        LimitDecision.Refused refused;
        String limit;
        synchronized (this) {
            // Read under the lock: time must not run backwards in the windows.
            now = second();
            long usedRequests = requests.used(now);
            long usedTokens = tokens.used(now);
            if (fits(requestLimit, usedRequests, 1) && fits(tokenLimit, usedTokens, amount)) {
                requests.add(now, 1);
                tokens.add(now, amount);
                refused = null;
                limit = crossing(isFull(requestLimit, usedRequests + 1), isFull(tokenLimit, usedTokens + amount));
            } else {
                refused = isBeyond(amount)
                        ? new LimitDecision.Refused(blocking(0), null)
                        : new LimitDecision.Refused(blocking(usedRequests), waitFor(now, amount));
                limit = crossing(!fits(requestLimit, usedRequests, 1), true);
            }
        }
        if (limit != null) {
            onUsedUp.accept(limit);
        }
        return new Reservation(this, now, amount, refused);
    }

    private synchronized void settle(long takenAt, long difference) {
        tokens.correct(second(), takenAt, difference);
    }

    private synchronized void release(long takenAt, long amount) {
        long now = second();
        requests.correct(now, takenAt, -1);
        tokens.correct(now, takenAt, -amount);
    }

    /**
     * Returns the wait until a call of this size would be admitted; zero if it would be admitted now, {@link
     * QuotaUse#NEVER} if it is larger than the quota.
     */
    synchronized Duration waitFor(long amount) {
        return waitFor(second(), amount);
    }

    synchronized QuotaUse use(long amount) {
        long now = second();
        return new QuotaUse(
                waitFor(now, amount), usedShare(requests, requestLimit, now), usedShare(tokens, tokenLimit, now));
    }

    private static double usedShare(SlidingMinute window, @Nullable Long limit, long now) {
        if (limit == null) {
            return 0;
        }
        return limit == 0 ? 1 : Math.min(1, (double) window.used(now) / limit);
    }

    synchronized Optional<RateLimitStatus> requestStatus() {
        return status(requests, requestLimit);
    }

    synchronized Optional<RateLimitStatus> tokenStatus() {
        return status(tokens, tokenLimit);
    }

    private Duration waitFor(long second, long amount) {
        if (isBeyond(amount)) {
            return QuotaUse.NEVER;
        }
        Duration byRequests = free(requests, requestLimit, second, 1);
        Duration byTokens = free(tokens, tokenLimit, second, amount);
        return byRequests.compareTo(byTokens) >= 0 ? byRequests : byTokens;
    }

    private String blocking(long usedRequests) {
        return fits(requestLimit, usedRequests, 1) ? tokenWords() : requestWords();
    }

    /** The name of the limit that has just been used up; null when none was, or that has been said. */
    private @Nullable String crossing(boolean byRequests, boolean byTokens) {
        boolean crossed = (byRequests || byTokens) && !usedUp;
        usedUp = byRequests || byTokens;
        if (!crossed) {
            return null;
        }
        return byRequests ? requestWords() : tokenWords();
    }

    private String requestWords() {
        return requestLimit + " requests a minute" + owner;
    }

    private String tokenWords() {
        return tokenLimit + " tokens a minute" + owner;
    }

    /** Tells whether a call of this size is refused even where nothing is used. */
    private boolean isBeyond(long amount) {
        return !fits(requestLimit, 0, 1) || !fits(tokenLimit, 0, amount);
    }

    private static boolean isFull(@Nullable Long limit, long used) {
        return limit != null && used >= limit;
    }

    /** Written so that an amount near the largest number cannot wrap round. */
    private static boolean fits(@Nullable Long limit, long used, long amount) {
        return limit == null || amount <= limit - used;
    }

    private static Duration free(SlidingMinute window, @Nullable Long limit, long second, long amount) {
        if (limit == null || fits(limit, window.used(second), amount)) {
            return Duration.ZERO;
        }
        Duration wait = window.untilFree(second, amount, limit);
        return wait.isZero() ? Duration.ofSeconds(1) : wait;
    }

    private Optional<RateLimitStatus> status(SlidingMinute window, @Nullable Long limit) {
        if (limit == null) {
            return Optional.empty();
        }
        long now = second();
        long used = window.used(now);
        Duration reset = used == 0 ? Duration.ZERO : window.untilFree(now, limit, limit);
        return Optional.of(new RateLimitStatus(limit, Math.max(0, limit - used), reset));
    }

    private long second() {
        return Math.floorDiv(nanos.getAsLong(), NANOS_A_SECOND);
    }
}
