package dev.quartermaster.provider.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.translation.Fields;
import dev.quartermaster.provider.translation.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the content blocks of an answer. */
final class BlockReader {

    private final Json json;

    BlockReader(Json json) {
        this.json = json;
    }

    /** Null for a block that says nothing. */
    @Nullable Part part(JsonNode block) {
        if (block.has("text")) {
            String text = block.path("text").asText();
            return text.isEmpty() ? null : Part.Text.of(text);
        }
        if (block.has("toolUse")) {
            JsonNode use = block.path("toolUse");
            return toolCall(use, use.has("input") ? json.text(use.path("input")) : "{}");
        }
        JsonNode reasoning = block.path("reasoningContent");
        if (reasoning.has("reasoningText")) {
            JsonNode text = reasoning.path("reasoningText");
            return new Part.Thinking(
                    text.path("text").asText(), text.path("signature").asText(null), Map.of());
        }
        return reasoning.has("redactedContent")
                ? redacted(reasoning.path("redactedContent").asText())
                : opaque(block);
    }

    static Part.ToolCall toolCall(JsonNode use, String arguments) {
        if (!use.hasNonNull("toolUseId") || !use.hasNonNull("name")) {
            throw FailureClassifier.unreadable();
        }
        String id = use.path("toolUseId").asText();
        return new Part.ToolCall(id, use.path("name").asText(), arguments, Map.of());
    }

    /**
     * Translates redacted reasoning to Anthropic's own form, so that callers of that dialect can keep it and send it
     * back.
     */
    static Part.Opaque redacted(String data) {
        Map<String, Object> block = Fields.with("type", PartTranslator.REDACTED_THINKING)
                .set("data", data)
                .map();
        return new Part.Opaque(Dialect.ANTHROPIC_MESSAGES, PartTranslator.REDACTED_THINKING, block);
    }

    private Part opaque(JsonNode block) {
        if (!block.isObject() || block.isEmpty()) {
            throw FailureClassifier.unreadable();
        }
        return new Part.Opaque(Dialect.BEDROCK_CONVERSE, block.fieldNames().next(), ReplyTranslator.plain(block, json));
    }
}
