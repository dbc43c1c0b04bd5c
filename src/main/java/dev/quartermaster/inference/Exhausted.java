package dev.quartermaster.inference;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.history.Attempt;
import java.util.List;
import java.util.stream.Collectors;

/** The final error of a request whose attempts have all failed: the last failure's code, and every attempt by name. */
final class Exhausted {

    private Exhausted() {}

    static QuartermasterException of(List<Attempt> attempts, ProviderFailure last) {
        String message = last.getMessage();
        if (attempts.size() > 1) {
            String each = attempts.stream().map(Exhausted::line).collect(Collectors.joining("; "));
            message = message + " (" + attempts.size() + " attempts: " + each + ")";
        }
        return new QuartermasterException(
                code(last), message, null, last.retryAfter().orElse(null));
    }

    /** A limit of ours is told as such: no provider has refused anything. */
    private static ErrorCode code(ProviderFailure last) {
        boolean isOurs = last.kind() == FailureKind.RATE_LIMITED && last.status() == 0;
        return isOurs ? ErrorCode.RATE_LIMIT_EXCEEDED : code(last.kind());
    }

    static ErrorCode code(FailureKind kind) {
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
