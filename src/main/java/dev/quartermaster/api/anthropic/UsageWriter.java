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

    /** The usage in a message. */
    static ObjectNode whole(Usage usage) {
        ObjectNode node = totals(usage);
        node.putObject("cache_creation")
                .put("ephemeral_5m_input_tokens", usage.cacheWrite5m())
                .put("ephemeral_1h_input_tokens", usage.cacheWrite1h());
        return node;
    }

    /** The totals in the last event of a stream. */
    static ObjectNode totals(Usage usage) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("input_tokens", usage.input() + usage.media().input());
        node.put("cache_creation_input_tokens", usage.cacheWrite5m() + usage.cacheWrite1h());
        node.put("cache_read_input_tokens", usage.cacheRead());
        node.put("output_tokens", usage.answerTokens());
        if (usage.reasoning() > 0) {
            node.putObject("output_tokens_details").put("thinking_tokens", usage.reasoning());
        }
        return node;
    }
}
