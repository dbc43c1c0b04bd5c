package dev.quartermaster.provider.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.translation.Json;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads AWS's errors: a type, in a header or in the body, and a message. */
final class ErrorReader {

    private final Json json;
    private final FailureClassifier failureClassifier;

    ErrorReader(Json json, FailureClassifier failureClassifier) {
        this.json = json;
        this.failureClassifier = failureClassifier;
    }

    ProviderFailure refused(ProviderResponse providerResponse, @Nullable ApiKey key) {
        JsonNode body = json.tree(providerResponse.body());
        return failureClassifier.refused(
                providerResponse, Collections.singletonList(type(providerResponse, body)), message(body), key);
    }

    /** @param type as it is named in a stream, with a small first letter: {@code throttlingException} */
    ProviderFailure inStream(String type, byte[] payload, @Nullable ApiKey key) {
        String name = type.isEmpty() ? type : type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1);
        return failureClassifier.inStream(List.of(name), message(json.tree(payload)), key);
    }

    /** @param message in words; there is no body */
    ProviderFailure broken(String code, String message, @Nullable ApiKey key) {
        return failureClassifier.inStream(List.of(code), message, key);
    }

    /** Returns whether the caller is authenticated but not permitted. */
    boolean isDenied(ProviderResponse providerResponse) {
        return providerResponse.status() == 403
                && "AccessDeniedException".equals(type(providerResponse, json.tree(providerResponse.body())));
    }

    /** Without the URL that may follow it in the header and the name space before it in the body. */
    private static @Nullable String type(ProviderResponse providerResponse, JsonNode body) {
        String header = providerResponse.headers().first("x-amzn-errortype");
        String type = header == null ? body.path("__type").asText(null) : header;
        if (type == null) {
            return null;
        }
        int end = type.indexOf(':');
        String name = end < 0 ? type : type.substring(0, end);
        return name.substring(name.indexOf('#') + 1).strip();
    }

    private static String message(JsonNode body) {
        return body.path("message").asText(body.path("Message").asText(null));
    }
}
