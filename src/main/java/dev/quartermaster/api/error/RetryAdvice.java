package dev.quartermaster.api.error;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Headers that tell a client whether and when to try again; the official SDKs obey both. */
public final class RetryAdvice {

    private static final String RETRY_AFTER = "retry-after";
    private static final String SHOULD_RETRY = "x-should-retry";

    /** Given with a 429 or 503 whose cause did not say when it will pass. */
    private static final Duration UNKNOWN_WAIT = Duration.ofSeconds(5);

    /** Errors that are only told after every retry and every model of the route was used up. */
    private static final Set<ErrorCode> RETRIES_SPENT = EnumSet.of(
            ErrorCode.UPSTREAM_ERROR,
            ErrorCode.UPSTREAM_RATE_LIMITED,
            ErrorCode.UPSTREAM_TIMEOUT,
            ErrorCode.NO_MODEL_AVAILABLE);

    /** The longest wait that a client sits out; one that is told to come back later than that would try too early. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private RetryAdvice() {}

    /** A budget that no wait fills again says no time; one that fills soon may be asked again. */
    public static Map<String, String> headers(QuartermasterException error) {
        Optional<Duration> wait = error.retryAfter();
        if (error.code() != ErrorCode.BUDGET_EXCEEDED) {
            return headers(error.code(), wait);
        }
        Map<String, String> headers = new LinkedHashMap<>(headers(error.code(), wait));
        if (wait.isEmpty()) {
            headers.remove(RETRY_AFTER);
        } else if (wait.get().compareTo(PATIENCE) <= 0) {
            headers.remove(SHOULD_RETRY);
        }
        return headers;
    }

    public static Map<String, String> headers(ErrorCode code, Optional<Duration> retryAfter) {
        Map<String, String> headers = new LinkedHashMap<>();
        boolean mustSayWhen = code.status() == 429 || code.status() == 503;
        retryAfter
                .or(() -> mustSayWhen ? Optional.of(UNKNOWN_WAIT) : Optional.empty())
                .ifPresent(wait -> headers.put(RETRY_AFTER, Long.toString(wholeSeconds(wait))));
        if (!code.retryable() || RETRIES_SPENT.contains(code)) {
            headers.put(SHOULD_RETRY, "false");
        }
        return headers;
    }

    /** Rounded up: a client that waits a little too short is refused again. */
    private static long wholeSeconds(Duration wait) {
        return wait.isNegative() ? 0 : wait.plusNanos(999_999_999).toSeconds();
    }
}
