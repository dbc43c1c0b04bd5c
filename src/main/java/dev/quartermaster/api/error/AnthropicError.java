package dev.quartermaster.api.error;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quartermaster.domain.ErrorCode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Anthropic's error object; also the payload of an {@code error} event inside a stream. */
@RegisterForReflection
public record AnthropicError(
        String type,
        Detail error,
        @JsonProperty("request_id") @Nullable String requestId) {

    @RegisterForReflection
    public record Detail(
            String type,
            @Nullable String message,
            @JsonAnyGetter @Schema(hidden = true) Map<String, Object> more) {

        Detail(String type, @Nullable String message) {
            this(type, message, Map.of());
        }
    }

    public static AnthropicError of(ErrorCode code, @Nullable String message, @Nullable String requestId) {
        return of(code, message, requestId, Map.of());
    }

    /** @param more fields beside Anthropic's own */
    public static AnthropicError of(
            ErrorCode code, @Nullable String message, @Nullable String requestId, Map<String, Object> more) {
        String text =
                code == ErrorCode.CONTEXT_LENGTH_EXCEEDED && message != null ? PromptTooLong.message(message) : message;
        return new AnthropicError("error", new Detail(type(code.status()), text, more), requestId);
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 409 -> "conflict_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503 -> "overloaded_error";
            case 504 -> "timeout_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }
}
