package dev.quartermaster.inference.failover;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.AttemptOutcome;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The final error of a request whose attempts have all failed: the last failure's code, and every attempt by name. */
public final class FailoverExhausted {

    private static final int PAYMENT_REQUIRED = 402;

    private FailoverExhausted() {}

    public static QuartermasterException of(List<Attempt> attempts, ProviderFailure last) {
        return ending(isLimited(attempts, last) ? ErrorCode.UPSTREAM_RATE_LIMITED : code(last.kind()), attempts, last);
    }

    /** Whether every call that was made was one too many for its provider. An account without money is none of that. */
    private static boolean isLimited(List<Attempt> attempts, ProviderFailure last) {
        return last.kind() == FailureKind.RATE_LIMITED
                && last.status() != PAYMENT_REQUIRED
                && attempts.stream()
                        .filter(attempt -> attempt.outcome() == AttemptOutcome.ERROR)
                        .allMatch(FailoverExhausted::isLimited);
    }

    private static boolean isLimited(Attempt attempt) {
        boolean unpaid = attempt.status() != null && attempt.status() == PAYMENT_REQUIRED;
        return FailureKind.RATE_LIMITED.wire().equals(attempt.reason()) && !unpaid;
    }

    /** The end of a request that no model was called for: those of its route were left alone, or had no room. */
    static QuartermasterException uncalled(List<Attempt> attempts, ProviderFailure last) {
        ErrorCode code =
                switch (last.kind()) {
                    // A limit of ours, unless the provider has said before that it wants no calls for now.
                    case RATE_LIMITED ->
                        last.status() == 0 ? ErrorCode.RATE_LIMIT_EXCEEDED : ErrorCode.UPSTREAM_RATE_LIMITED;
                    case UNAVAILABLE -> ErrorCode.NO_MODEL_AVAILABLE;
                    default -> code(last.kind());
                };
        return ending(code, attempts, last);
    }

    /** The end of a request whose time was over before anybody could be called. */
    static QuartermasterException late(Duration elapsed) {
        return new QuartermasterException(
                ErrorCode.UPSTREAM_TIMEOUT, "The request's time was over after " + elapsed.toMillis() + " ms.");
    }

    /** The end of a request that no model was called for, because budgets have no room for any of its route. */
    static QuartermasterException overBudget(List<Attempt> attempts, QuartermasterException refusal) {
        return new QuartermasterException(
                refusal.code(),
                withAttempts(refusal.getMessage(), attempts),
                refusal.param().orElse(null),
                refusal.retryAfter().orElse(null),
                refusal.details());
    }

    private static QuartermasterException ending(ErrorCode code, List<Attempt> attempts, ProviderFailure last) {
        String message = withAttempts(last.getMessage(), attempts);
        return new QuartermasterException(code, message, null, last.retryAfter().orElse(null));
    }

    private static @Nullable String withAttempts(@Nullable String message, List<Attempt> attempts) {
        if (attempts.size() < 2) {
            return message;
        }
        String each = attempts.stream().map(FailoverExhausted::line).collect(Collectors.joining("; "));
        return message + " (" + attempts.size() + " attempts: " + each + ")";
    }

    public static ErrorCode code(FailureKind kind) {
        return switch (kind) {
            case INVALID_REQUEST -> ErrorCode.INVALID_REQUEST;
            case CONTENT_POLICY -> ErrorCode.CONTENT_POLICY;
            case CONTEXT_WINDOW -> ErrorCode.CONTEXT_LENGTH_EXCEEDED;
            case AUTHENTICATION -> ErrorCode.UPSTREAM_AUTHENTICATION;
            case TIMEOUT -> ErrorCode.UPSTREAM_TIMEOUT;
            case BUDGET -> ErrorCode.BUDGET_EXCEEDED;
            case UNAVAILABLE, RATE_LIMITED, ERROR, LOW_QUALITY -> ErrorCode.UPSTREAM_ERROR;
        };
    }

    private static String line(Attempt attempt) {
        return attempt.provider() + "/" + attempt.model() + " " + attempt.reason()
                + (attempt.status() == null ? "" : " (" + attempt.status() + ")") + " after "
                + Math.round(attempt.latencyMs()) + " ms";
    }
}
