package dev.quartermaster.domain;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request ends here with an error that the caller is meant to read. Like {@link ProviderFailure} it carries no stack
 * trace, and its message never holds a secret or a prompt.
 */
public final class QuartermasterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final @Nullable String param;
    private final transient @Nullable Duration retryAfter;
    private final transient Map<String, Object> details;

    public QuartermasterException(ErrorCode code, @Nullable String message) {
        this(code, message, null, null);
    }

    /**
     * @param param the request field at fault, as a path ({@code messages[2].content}), or null
     * @param retryAfter when trying again makes sense, or null
     */
    public QuartermasterException(
            ErrorCode code, @Nullable String message, @Nullable String param, @Nullable Duration retryAfter) {
        this(code, message, param, retryAfter, Map.of());
    }

    /** @param details further fields of the error by name, as values of JSON */
    public QuartermasterException(
            ErrorCode code,
            @Nullable String message,
            @Nullable String param,
            @Nullable Duration retryAfter,
            Map<String, Object> details) {
        super(message, null, false, false);
        this.code = code;
        this.param = param;
        this.retryAfter = retryAfter;
        this.details = Map.copyOf(details);
    }

    /** A field that cannot stay as it is. The message names it, as not every dialect has a place for it beside. */
    public static QuartermasterException invalid(@Nullable String param, String message) {
        String named = param == null || names(message, param) ? message : param + ": " + message;
        return new QuartermasterException(ErrorCode.INVALID_REQUEST, named, param, null);
    }

    private static boolean names(String message, String param) {
        return Pattern.compile("(?<!\\w)" + Pattern.quote(param) + "(?!\\w)")
                .matcher(message)
                .find();
    }

    public ErrorCode code() {
        return code;
    }

    public Optional<String> param() {
        return Optional.ofNullable(param);
    }

    /** Returns further fields of the error by name; most errors have none. */
    public Map<String, Object> details() {
        return details;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
