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
    ProviderFailure refused(ProviderResponse response, @Nullable ApiKey key) {
        JsonNode error = json.tree(response.body()).path("error");
        return failureClassifier.refused(response, codes(error), Json.text(error, "message"), key);
    }

    /** @param wire the error object of an event, or of an answer whose status says success */
    ProviderFailure inside(Map<String, Object> wire, @Nullable ApiKey key) {
        JsonNode error = json.tree(json.write(wire));
        return failureClassifier.inStream(codes(error), Json.text(error, "message"), key);
    }

    private static List<String> codes(JsonNode error) {
        return Arrays.asList(Json.text(error.path("details"), "error_code"), Json.text(error, "type"));
    }
}
