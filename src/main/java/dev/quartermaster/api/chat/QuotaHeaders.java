package dev.quartermaster.api.chat;

import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.limits.RateLimitStatus;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Writes the state of the quotas to the headers that clients of each dialect read. */
final class QuotaHeaders {

    private QuotaHeaders() {}

    /** @param what {@code requests} or {@code tokens} */
    static void write(MultiMap headers, Dialect dialect, String what, RateLimitStatus status, Instant now) {
        String limit = Long.toString(status.limit());
        String remaining = Long.toString(status.remaining());
        if (dialect == Dialect.ANTHROPIC_MESSAGES) {
            String prefix = "anthropic-ratelimit-" + what;
            headers.set(prefix + "-limit", limit);
            headers.set(prefix + "-remaining", remaining);
            headers.set(prefix + "-reset", wholeSecond(now.plus(status.reset())).toString());
        } else {
            headers.set("x-ratelimit-limit-" + what, limit);
            headers.set("x-ratelimit-remaining-" + what, remaining);
            headers.set("x-ratelimit-reset-" + what, status.reset().toSeconds() + "s");
        }
    }

    /** Rounded up: a client that comes a little too early is refused again. */
    private static Instant wholeSecond(Instant time) {
        return time.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    }
}
