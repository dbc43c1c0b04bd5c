package dev.quartermaster.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.translation.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads Anthropic's error object {@code {type, message, details: {error_code}}}. */
final class ErrorReader {

    private final Json json;
    private final FailureClassifier failureClassifier;

    ErrorReader(Json json, FailureClassifier failureClassifier) {
        this.json = json;
        this.failureClassifier = failureClassifier;
    }

    /** @param key the key that was used, or null */
    ProviderFailure refused(ProviderResponse providerResponse, @Nullable ApiKey key) {
        JsonNode error = json.tree(providerResponse.body()).path("error");
        List<String> codes = Arrays.asList(word(error.path("details"), "error_code"), word(error, "type"));
        return failureClassifier.refused(providerResponse, codes, word(error, "message"), key);
    }

    /** @param error the error object of an event, or of an answer whose status says success */
    ProviderFailure inside(Map<String, Object> error, @Nullable ApiKey key) {
        Object details = error.get("details");
        Object code = details instanceof Map<?, ?> map ? map.get("error_code") : null;
        List<String> codes = Arrays.asList(word(code), word(error.get("type")));
        return failureClassifier.inStream(codes, word(error.get("message")), key);
    }

    private static @Nullable String word(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isTextual() ? value.asText() : null;
    }

    private static @Nullable String word(@Nullable Object value) {
        return value instanceof String text ? text : null;
    }
}
