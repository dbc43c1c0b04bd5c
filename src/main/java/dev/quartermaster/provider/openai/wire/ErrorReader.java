package dev.quartermaster.provider.openai.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.translation.Json;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads OpenAI's error object {@code {message, type, param, code}}, and the looser forms of compatible servers. */
public final class ErrorReader {

    private final Json json;
    private final FailureClassifier failureClassifier;

    public ErrorReader(Json json, FailureClassifier failureClassifier) {
        this.json = json;
        this.failureClassifier = failureClassifier;
    }

    /** @param key the key that was used, or null */
    public ProviderFailure refused(ProviderResponse providerResponse, @Nullable ApiKey key) {
        JsonNode body = json.tree(providerResponse.body());
        JsonNode error = body.hasNonNull("error") ? body.get("error") : body;
        return failureClassifier.refused(providerResponse, codes(error), message(error), key);
    }

    /** @param error what stood in the {@code error} field of a successful answer or a chunk */
    public ProviderFailure inside(JsonNode error, @Nullable ApiKey key) {
        return failureClassifier.inStream(codes(error), message(error), key);
    }

    private static List<String> codes(JsonNode error) {
        return Arrays.asList(word(error, "code"), word(error, "type"));
    }

    private static @Nullable String message(JsonNode error) {
        return error.isTextual() ? error.asText() : word(error, "message");
    }

    private static @Nullable String word(JsonNode error, String field) {
        JsonNode value = error.path(field);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }
}
