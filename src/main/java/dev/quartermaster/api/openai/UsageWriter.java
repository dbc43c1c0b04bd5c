package dev.quartermaster.api.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.Usage;

/** Usage as this dialect counts it: cached and written tokens inside the prompt, reasoning inside the completion. */
final class UsageWriter {

    private UsageWriter() {}

    static ObjectNode write(Usage usage) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("prompt_tokens", usage.promptTokens());
        node.put("completion_tokens", usage.answerTokens());
        node.put("total_tokens", usage.totalTokens());
        node.putObject("prompt_tokens_details")
                .put("cached_tokens", usage.cacheRead())
                .put("cache_write_tokens", usage.cacheWrite5m() + usage.cacheWrite1h())
                .put("audio_tokens", usage.media().audioInput());
        node.putObject("completion_tokens_details")
                .put("reasoning_tokens", usage.reasoning())
                .put("audio_tokens", usage.media().audioOutput());
        return node;
    }
}
