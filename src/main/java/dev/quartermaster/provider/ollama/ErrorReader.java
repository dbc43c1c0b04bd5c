package dev.quartermaster.provider.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.translation.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads Ollama's errors, which are one text and no code: only the status tells them apart. */
final class ErrorReader {

    private final Json json;
    private final FailureClassifier failureClassifier;

    ErrorReader(Json json, FailureClassifier failureClassifier) {
        this.json = json;
        this.failureClassifier = failureClassifier;
    }

    ProviderFailure refused(ProviderResponse providerResponse, @Nullable ApiKey key) {
        JsonNode error = json.tree(providerResponse.body()).path("error");
        return failureClassifier.refused(providerResponse, List.of(), error.isTextual() ? error.asText() : null, key);
    }

    ProviderFailure inside(String error, @Nullable ApiKey key) {
        return failureClassifier.inStream(List.of(), error, key);
    }
}
