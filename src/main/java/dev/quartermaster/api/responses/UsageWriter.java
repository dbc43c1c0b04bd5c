package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.Usage;

/** Usage as this dialect counts it: cached and written tokens inside the input, reasoning inside the output. */
final class UsageWriter {

    private UsageWriter() {}

    static ObjectNode write(Usage usage) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("input_tokens", usage.promptTokens());
        node.putObject("input_tokens_details")
                .put("cached_tokens", usage.cacheRead())
                .put("cache_write_tokens", usage.cacheWrite5m() + usage.cacheWrite1h());
        node.put("output_tokens", usage.output());
        node.putObject("output_tokens_details").put("reasoning_tokens", usage.reasoning());
        node.put("total_tokens", usage.totalTokens());
        return node;
    }
}
