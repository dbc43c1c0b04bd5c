package dev.quartermaster.provider.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.Usage;

/**
 * Reads {@code usage}. Cached tokens are counted beside {@code inputTokens}, not within; the details split what was
 * written by lifetime, and whatever they leave over has the standard one.
 */
final class UsageTranslator {

    private UsageTranslator() {}

    static Usage usage(JsonNode usage) {
        long detailed = 0;
        long oneHour = 0;
        for (JsonNode detail : usage.path("cacheDetails")) {
            long tokens = count(detail, "inputTokens");
            detailed += tokens;
            oneHour += detail.path("ttl").asText().equals("1h") ? tokens : 0;
        }
        long written = usage.hasNonNull("cacheWriteInputTokens") ? count(usage, "cacheWriteInputTokens") : detailed;
        oneHour = Math.min(oneHour, written);
        return new Usage(
                count(usage, "inputTokens"),
                count(usage, "cacheReadInputTokens"),
                written - oneHour,
                oneHour,
                count(usage, "outputTokens"),
                0,
                0,
                false);
    }

    private static long count(JsonNode node, String field) {
        return Math.max(0, node.path(field).asLong());
    }
}
