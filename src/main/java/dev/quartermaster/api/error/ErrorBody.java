package dev.quartermaster.api.error;

import dev.quartermaster.domain.ErrorCode;
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
        return switch (ErrorShape.of(path)) {
            case OPENAI -> new ErrorBody("application/json", OpenAiError.of(code, message, param));
            case ANTHROPIC -> new ErrorBody("application/json", AnthropicError.of(code, message, requestId));
            case PROBLEM -> new ErrorBody(Problem.MEDIA_TYPE, Problem.of(code, message, param, requestId));
        };
    }
}
