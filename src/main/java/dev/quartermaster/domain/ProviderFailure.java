package dev.quartermaster.domain;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt failed. The message may be shown to callers: it never holds a key, a prompt or a provider's organisation.
 *
 * <p>Carries no stack trace: it is an outcome, not a defect, and may be raised thousands of times a second when a
 * provider is down.
 */
public final class ProviderFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final boolean isTransient;
    private final int status;
    private final @Nullable String code;
    private final transient @Nullable Duration retryAfter;
    private final boolean ofModel;
    private final transient @Nullable Usage used;

    public ProviderFailure(
            FailureKind kind,
            boolean isTransient,
            int status,
            @Nullable String code,
            @Nullable String message,
            @Nullable Duration retryAfter) {
        this(kind, isTransient, status, code, message, retryAfter, false);
    }

    /**
     * @param isTransient whether the same call may succeed later; a permanent failure is not retried on the same model
     * @param status the provider's HTTP status, or 0 when there was none (refused, reset, timed out)
     * @param code the provider's own error code, or null
     * @param retryAfter how long the provider asks to wait, or null
     * @param ofModel whether a refusal of the key concerns this model alone, so that the key may call others
     */
    public ProviderFailure(
            FailureKind kind,
            boolean isTransient,
            int status,
            @Nullable String code,
            @Nullable String message,
            @Nullable Duration retryAfter,
            boolean ofModel) {
        this(kind, isTransient, status, code, message, retryAfter, ofModel, null);
    }

    private ProviderFailure(
            FailureKind kind,
            boolean isTransient,
            int status,
            @Nullable String code,
            @Nullable String message,
            @Nullable Duration retryAfter,
            boolean ofModel,
            @Nullable Usage used) {
        super(message, null, false, false);
        this.kind = kind;
        this.isTransient = isTransient;
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
        this.ofModel = ofModel;
        this.used = used;
    }

    public static ProviderFailure transientOf(FailureKind kind, String message) {
        return new ProviderFailure(kind, true, 0, null, message, null);
    }

    public static ProviderFailure permanentOf(FailureKind kind, @Nullable String message) {
        return new ProviderFailure(kind, false, 0, null, message, null);
    }

    /** Returns the same failure of a call that its provider bills all the same; null where that is not known. */
    public ProviderFailure having(@Nullable Usage counted) {
        return counted == null
                ? this
                : new ProviderFailure(kind, isTransient, status, code, getMessage(), retryAfter, ofModel, counted);
    }

    /** What the provider says that the call used; empty where it says nothing, as of a call that it refused. */
    public Optional<Usage> used() {
        return Optional.ofNullable(used);
    }

    public FailureKind kind() {
        return kind;
    }

    public boolean isTransient() {
        return isTransient;
    }

    public int status() {
        return status;
    }

    public Optional<String> code() {
        return Optional.ofNullable(code);
    }

    /** Returns whether a rejection of the key concerns this model only. */
    public boolean isOfModel() {
        return ofModel;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
