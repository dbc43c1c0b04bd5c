package dev.quartermaster.api.error;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quartermaster.domain.ErrorCode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9457 problem details.
 *
 * @param type a URN made from the code: it identifies the kind of problem and promises no page
 * @param instance the request id, as a URN
 * @param code the same word that the inference plane uses
 * @param param the field at fault, absent when there is none
 * @param more what is said of this kind of problem besides
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String instance,
        String code,
        @Nullable String param,
        @JsonAnyGetter @Schema(hidden = true) Map<String, Object> more) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(
            ErrorCode code,
            @Nullable String message,
            @Nullable String param,
            @Nullable String requestId,
            Map<String, Object> more) {
        return new Problem(
                "urn:quartermaster:problem:" + code.wire(),
                title(code),
                code.status(),
                message,
                requestId == null ? null : "urn:quartermaster:request:" + requestId,
                code.wire(),
                param,
                more);
    }

    private static String title(ErrorCode code) {
        String words = code.wire().replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
