package dev.quartermaster.provider.google;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.translation.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads Google's error object {@code {code, status, message, details}}. What it means stands in the reason of its details
 * first: a wrong key is a 400 that only {@code API_KEY_INVALID} tells from a wrong request. The time to wait stands there
 * too, not in a header.
 */
final class ErrorReader {

    private static final String RETRY_AFTER = "retry-after";
    private static final String DAILY_QUOTA = "daily_quota";
    private static final String DAILY_QUOTA_OF_MODEL = "daily_quota_of_model";

    private final Json json;
    private final FailureClassifier failureClassifier;

    ErrorReader(Json json, FailureClassifier failureClassifier) {
        this.json = json;
        this.failureClassifier = failureClassifier;
    }

    /** @param key the key that was used, or null */
    ProviderFailure refused(ProviderResponse providerResponse, @Nullable ApiKey key) {
        JsonNode body = json.tree(providerResponse.body());
        return refused(providerResponse, (body.isArray() ? body.path(0) : body).path("error"), key);
    }

    /** @param error the error object of a chunk, or of an answer whose status says success */
    ProviderFailure inside(Map<String, Object> error, @Nullable ApiKey key) {
        return refused(new ProviderResponse(200, name -> null, new byte[0]), json.tree(json.write(error)), key);
    }

    private ProviderFailure refused(ProviderResponse providerResponse, JsonNode error, @Nullable ApiKey key) {
        String delay = seconds(error);
        ProviderResponse withDelay = new ProviderResponse(
                providerResponse.status(),
                name -> {
                    String said = providerResponse.headers().first(name);
                    return said == null && name.equals(RETRY_AFTER) ? delay : said;
                },
                providerResponse.body());
        return failureClassifier.refused(withDelay, codes(error), word(error, "message"), key);
    }

    private static List<String> codes(JsonNode error) {
        List<String> codes = new ArrayList<>();
        for (JsonNode detail : error.path("details")) {
            codes.add(quotaOfTheDay(detail));
            codes.add(word(detail, "reason"));
        }
        codes.add(word(error, "status"));
        codes.add(error.path("code").isNumber() ? error.path("code").asText() : null);
        return codes;
    }

    /**
     * A quota of the day is used up until tomorrow, whatever delay stands beside it; its id is a code, which also tells
     * whether other models have quotas of their own. Null where there is no such quota.
     */
    private static @Nullable String quotaOfTheDay(JsonNode detail) {
        for (JsonNode violation : detail.path("violations")) {
            String quota = word(violation, "quotaId");
            if (quota != null && quota.contains("PerDay")) {
                return quota.contains("PerModel") ? DAILY_QUOTA_OF_MODEL : DAILY_QUOTA;
            }
        }
        return null;
    }

    /** The delay of a {@code RetryInfo}, a duration in seconds such as {@code 13.5s}, without its unit. */
    private static @Nullable String seconds(JsonNode error) {
        for (JsonNode detail : error.path("details")) {
            String delay = word(detail, "retryDelay");
            if (delay != null && delay.endsWith("s")) {
                return delay.substring(0, delay.length() - 1);
            }
        }
        return null;
    }

    private static @Nullable String word(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isTextual() ? value.asText() : null;
    }
}
