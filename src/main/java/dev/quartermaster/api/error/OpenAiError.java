package dev.quartermaster.api.error;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quartermaster.domain.ErrorCode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** OpenAI's error object; also the payload of an error event inside a stream. */
@RegisterForReflection
public record OpenAiError(Detail error) {

    /** OpenAI's four fields are always there: clients tell "no field at fault" by {@code null}. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Detail(
            @Nullable String message,
            String type,
            @Nullable String param,
            String code,
            @JsonAnyGetter @Schema(hidden = true) Map<String, Object> more) {}

    public static OpenAiError of(ErrorCode code, @Nullable String message, @Nullable String param) {
        return of(code, message, param, Map.of());
    }

    /** @param more fields beside OpenAI's own */
    public static OpenAiError of(
            ErrorCode code, @Nullable String message, @Nullable String param, Map<String, Object> more) {
        return new OpenAiError(new Detail(message, type(code.status()), param, code.wire(), more));
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> status < 500 ? "invalid_request_error" : "server_error";
        };
    }
}
