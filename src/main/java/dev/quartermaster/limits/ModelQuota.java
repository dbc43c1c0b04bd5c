package dev.quartermaster.limits;

import dev.quartermaster.domain.model.RateLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The two windows of one model: requests and tokens, taken together or not at all. */
final class ModelQuota {

    private final Long requestLimit;
    private final Long tokenLimit;
    private final LongSupplier seconds;
    private final SlidingMinute requests = new SlidingMinute();
    private final SlidingMinute tokens = new SlidingMinute();

    ModelQuota(RateLimits limits, double usableShare, LongSupplier seconds) {
        this.requestLimit = usable(limits.requestsPerMinute(), usableShare);
        this.tokenLimit = usable(limits.tokensPerMinute(), usableShare);
        this.seconds = seconds;
    }

    private static Long usable(Long quota, double share) {
        return quota == null ? null : (long) Math.floor(quota * share);
    }

    synchronized Acquired acquire(long estimatedTokens) {
        long now = seconds.getAsLong();
        Duration wait = waitFor(now, estimatedTokens);
        if (!wait.isZero()) {
            return new Acquired.Refused(blocking(now), wait);
        }
        requests.add(now, 1);
        tokens.add(now, estimatedTokens);
        return new Acquired.Permit(this, now, estimatedTokens);
    }

    synchronized void settle(long takenAt, long difference) {
        tokens.correct(seconds.getAsLong(), takenAt, difference);
    }

    synchronized void release(long takenAt, long estimatedTokens) {
        long now = seconds.getAsLong();
        requests.correct(now, takenAt, -1);
        tokens.correct(now, takenAt, -estimatedTokens);
    }

    /** How long until a call of this size would be admitted; zero when it would be now. */
    synchronized Duration waitFor(long estimatedTokens) {
        return waitFor(seconds.getAsLong(), estimatedTokens);
    }

    synchronized QuotaUse use(long estimatedTokens) {
        long now = seconds.getAsLong();
        return new QuotaUse(
                waitFor(now, estimatedTokens),
                usedShare(requests, requestLimit, now),
                usedShare(tokens, tokenLimit, now));
    }

    private static double usedShare(SlidingMinute window, Long limit, long now) {
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

    private Duration waitFor(long now, long estimatedTokens) {
        Duration byRequests = free(requests, requestLimit, now, 1);
        Duration byTokens = free(tokens, tokenLimit, now, estimatedTokens);
        return byRequests.compareTo(byTokens) >= 0 ? byRequests : byTokens;
    }

    private String blocking(long now) {
        return free(requests, requestLimit, now, 1).isZero()
                ? tokenLimit + " tokens a minute"
                : requestLimit + " requests a minute";
    }

    private static Duration free(SlidingMinute window, Long limit, long now, long amount) {
        if (limit == null || window.used(now) + amount <= limit) {
            return Duration.ZERO;
        }
        Duration wait = window.untilFree(now, amount, limit);
        return wait.isZero() ? Duration.ofSeconds(1) : wait;
    }

    private Optional<RateLimitStatus> status(SlidingMinute window, Long limit) {
        if (limit == null) {
            return Optional.empty();
        }
        long now = seconds.getAsLong();
        long used = window.used(now);
        Duration reset = used == 0 ? Duration.ZERO : window.untilFree(now, limit, limit);
        return Optional.of(new RateLimitStatus(limit, Math.max(0, limit - used), reset));
    }
}
