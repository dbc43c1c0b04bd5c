package dev.quartermaster.domain;

import java.util.Locale;

/**
 * Error code for a request that ends without an answer, with its HTTP status and whether a retry can help. Each dialect
 * renders it in its own format.
 */
public enum ErrorCode {
    INVALID_REQUEST(400, false),
    MALFORMED_JSON(400, false),
    CONTENT_POLICY(400, false),
    CONTEXT_LENGTH_EXCEEDED(400, false),
    MODEL_NOT_SUITABLE(400, false),
    INVALID_API_KEY(401, false),
    FORBIDDEN(403, false),
    AGENT_DISABLED(403, false),
    NOT_FOUND(404, false),
    MODEL_NOT_FOUND(404, false),
    /** The answer is not in the response cache, and nothing else was to be asked. */
    CACHE_MISS(404, false),
    METHOD_NOT_ALLOWED(405, false),
    NOT_ACCEPTABLE(406, false),
    CONFLICT(409, false),
    PRECONDITION_FAILED(412, false),
    REQUEST_TOO_LARGE(413, false),
    UNSUPPORTED_MEDIA_TYPE(415, false),
    RATE_LIMIT_EXCEEDED(429, true),
    /** The provider refuses further calls for now; limits of ours are {@link #RATE_LIMIT_EXCEEDED}. */
    UPSTREAM_RATE_LIMITED(429, true),
    BUDGET_EXCEEDED(429, false),
    INTERNAL_ERROR(500, true),
    UPSTREAM_ERROR(502, true),
    UPSTREAM_AUTHENTICATION(502, false),
    NO_MODEL_AVAILABLE(503, true),
    /** Said inside a stream only: before its first content another model takes over. */
    UPSTREAM_OVERLOADED(503, true),
    HISTORY_UNAVAILABLE(503, true),
    /** The registry serves, but there is no place to keep a change of it now. */
    REGISTRY_UNAVAILABLE(503, true),
    /** Settings hold as they are, but there is no place to keep a change of them now. */
    SETTINGS_UNAVAILABLE(503, true),
    /** The key may be valid; what would tell is out of reach now. */
    AUTHENTICATION_UNAVAILABLE(503, true),
    /** This instance has no memory for a further large request now. */
    OVERLOADED(503, true),
    /** This instance takes no further requests; another one may. */
    SHUTTING_DOWN(503, true),
    UPSTREAM_TIMEOUT(504, true);

    private final int status;
    private final boolean retryable;

    ErrorCode(int status, boolean retryable) {
        this.status = status;
        this.retryable = retryable;
    }

    public int status() {
        return status;
    }

    public boolean retryable() {
        return retryable;
    }

    /** The word used on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
