package dev.quartermaster.limits;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds the limits that a provider last reported for one model and key: the remainder until its reset, and the end of a
 * requested pause. Each report replaces the one before and expires at its reset.
 */
final class UpstreamLimitState {

    private long blockedSince = Long.MIN_VALUE;
    private long blockedUntil = Long.MIN_VALUE;
    private long mostTokens = Long.MAX_VALUE;
    private final Remainder requests = new Remainder();
    private final Remainder tokens = new Remainder();

    /** An amount that lessens until a moment at which it no longer matters. */
    private static final class Remainder {
        private long left;
        private long until = Long.MIN_VALUE;

        private void set(ReportedLimit reportedLimit, double share, long now) {
            if (reportedLimit.says()) {
                left = reportedLimit.usable(share);
                until = after(now, reportedLimit.validFor());
            }
        }

        private boolean refuses(long amount, long now) {
            return now < until && amount > left;
        }

        private void lessen(long amount, long now) {
            if (now < until) {
                left -= amount;
            }
        }
    }

    synchronized void reported(ReportedLimit forRequests, ReportedLimit forTokens, double share, long now) {
        requests.set(forRequests, share, now);
        tokens.set(forTokens, share, now);
        if (forTokens.says() && forTokens.limit() != null) {
            mostTokens = (long) Math.floor(forTokens.limit() * share);
        }
    }

    /** The most tokens that a call may ask for where nothing is used; {@link Long#MAX_VALUE} where that is not known. */
    synchronized long mostTokens() {
        return mostTokens;
    }

    /** A later end than the one already set counts: two refusals may come out of order. */
    synchronized void block(Duration wait, long now) {
        blockedSince = now < blockedUntil ? blockedSince : now;
        blockedUntil = Math.max(blockedUntil, after(now, wait));
    }

    /** Returns null when taken, else what refused. */
    synchronized LimitDecision.@Nullable Refused take(long amount, long now) {
        LimitDecision.Refused refusal = refusal(amount, now);
        if (refusal == null) {
            requests.lessen(1, now);
            tokens.lessen(amount, now);
        }
        return refusal;
    }

    synchronized void giveBack(long amount, long now) {
        requests.lessen(-1, now);
        tokens.lessen(-amount, now);
    }

    synchronized Duration waitFor(long amount, long now) {
        LimitDecision.Refused refusal = refusal(amount, now);
        return refusal == null ? Duration.ZERO : Objects.requireNonNull(refusal.retryAfter());
    }

    /** Until when the provider asked to be left alone, as time from now; empty when that is over. */
    synchronized Optional<Duration> blocked(long now) {
        return now < blockedUntil ? Optional.of(Duration.ofNanos(blockedUntil - now)) : Optional.empty();
    }

    /** @param lasted how long ago it began */
    record Pause(Duration lasted, Duration left) {}

    /** The time in which the provider wants to be left alone; empty when that is over. */
    synchronized Optional<Pause> pause(long now) {
        return blocked(now).map(left -> new Pause(Duration.ofNanos(now - blockedSince), left));
    }

    private LimitDecision.@Nullable Refused refusal(long amount, long now) {
        if (now < blockedUntil) {
            return new LimitDecision.Refused(
                    "rate limit, by the provider's own word", Duration.ofNanos(blockedUntil - now), true);
        } else if (requests.refuses(1, now)) {
            return refused("requests a minute, by the provider's own count", requests.until - now);
        } else if (tokens.refuses(amount, now)) {
            return refused("tokens a minute, by the provider's own count", tokens.until - now);
        }
        return null;
    }

    private static LimitDecision.Refused refused(String limit, long nanos) {
        return new LimitDecision.Refused(limit, Duration.ofNanos(nanos));
    }

    private static long after(long now, Duration wait) {
        // No longer than a month: beyond it the sum could wrap round.
        return now + Math.min(wait.toMillis(), Duration.ofDays(31).toMillis()) * 1_000_000L;
    }
}
