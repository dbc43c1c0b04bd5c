package dev.quartermaster.domain;

import java.time.Duration;
import java.util.Optional;

/**
 * A request ends here with an error that the caller is meant to read. Like {@link ProviderFailure} it carries no stack
 * trace, and its message never holds a secret or a prompt.
 */
public final class QuartermasterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String param;
    private final transient Duration retryAfter;

    public QuartermasterException(ErrorCode code, String message) {
        this(code, message, null, null);
    }

    /**
     * @param param the request field at fault, as a path ({@code messages[2].content}), or null
     * @param retryAfter when trying again makes sense, or null
     */
    public QuartermasterException(ErrorCode code, String message, String param, Duration retryAfter) {
        super(message, null, false, false);
        this.code = code;
        this.param = param;
        this.retryAfter = retryAfter;
    }

    public static QuartermasterException invalid(String param, String message) {
        return new QuartermasterException(ErrorCode.INVALID_REQUEST, message, param, null);
    }

    public ErrorCode code() {
        return code;
    }

    public Optional<String> param() {
        return Optional.ofNullable(param);
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
