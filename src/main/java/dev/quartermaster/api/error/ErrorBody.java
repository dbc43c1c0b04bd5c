package dev.quartermaster.api.error;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of an error response.
 *
 * @param content an object for the JSON writer
 */
public record ErrorBody(String contentType, Object content) {

    /**
     * @param path the normalised path of the request: it decides the shape
     * @param param the field at fault, or null
     */
    public static ErrorBody render(
            String path, ErrorCode code, @Nullable String message, @Nullable String param, @Nullable String requestId) {
        return render(path, new QuartermasterException(code, message, param, null), requestId);
    }

    /** @param path the normalised path of the request: it decides the shape */
    public static ErrorBody render(String path, QuartermasterException error, @Nullable String requestId) {
        ErrorCode code = error.code();
        String message = error.getMessage();
        String param = error.param().orElse(null);
        Map<String, Object> more = ErrorFields.of(error.details());
        return switch (ErrorShape.of(path)) {
            case OPENAI -> new ErrorBody("application/json", OpenAiError.of(code, message, param, more));
            case ANTHROPIC -> new ErrorBody("application/json", AnthropicError.of(code, message, requestId, more));
            case PROBLEM -> new ErrorBody(Problem.MEDIA_TYPE, Problem.of(code, message, param, requestId, more));
        };
    }
}
