package dev.quartermaster.api.anthropic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.Usage;

/**
 * Usage as this dialect counts it: {@code input_tokens} are those that neither came from the prompt cache nor went into it,
 * and reasoning is inside the output.
 */
final class UsageWriter {

    private UsageWriter() {}

    /** As it stands in a message. */
    static ObjectNode whole(Usage usage) {
        ObjectNode node = counts(usage);
        node.putObject("cache_creation")
                .put("ephemeral_5m_input_tokens", usage.cacheWrite5m())
                .put("ephemeral_1h_input_tokens", usage.cacheWrite1h());
        return node;
    }

    /** The totals that the last event of a stream's message tells. */
    static ObjectNode totals(Usage usage) {
        return counts(usage);
    }

    private static ObjectNode counts(Usage usage) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("input_tokens", usage.input());
        node.put("cache_creation_input_tokens", usage.cacheWrite5m() + usage.cacheWrite1h());
        node.put("cache_read_input_tokens", usage.cacheRead());
        node.put("output_tokens", usage.output());
        if (usage.reasoning() > 0) {
            node.putObject("output_tokens_details").put("thinking_tokens", usage.reasoning());
        }
        return node;
    }
}
