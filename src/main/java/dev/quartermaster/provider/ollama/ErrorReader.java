package dev.quartermaster.provider.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.provider.FailureClassifier;
import dev.quartermaster.provider.Json;
import dev.quartermaster.provider.ProviderResponse;
import java.util.List;

/** Reads Ollama's errors, which are one text and no code: only the status tells them apart. */
final class ErrorReader {

    private final Json json;
    private final FailureClassifier failures;

    ErrorReader(Json json, FailureClassifier failures) {
        this.json = json;
        this.failures = failures;
    }

    ProviderFailure refused(ProviderResponse answer, ApiKey key) {
        JsonNode error = json.tree(answer.body()).path("error");
        return failures.refused(answer, List.of(), error.isTextual() ? error.asText() : null, key);
    }

    ProviderFailure inside(String error, ApiKey key) {
        return failures.inStream(List.of(), error, key);
    }
}
