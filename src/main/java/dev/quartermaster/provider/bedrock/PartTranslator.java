package dev.quartermaster.provider.bedrock;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.Fidelity;
import dev.quartermaster.provider.Fields;
import dev.quartermaster.provider.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the parts of a turn as content blocks. Used for one request: documents are named uniquely within it. */
final class PartTranslator {

    /** Anthropic's name of reasoning that only the model can read; Bedrock has the same bytes under another name. */
    static final String REDACTED_THINKING = "redacted_thinking";

    private final Json json;
    private final CachePoints cachePoints;
    private final Fidelity fidelity;
    private final MediaTranslator media;

    PartTranslator(Json json, CachePoints cachePoints, Fidelity fidelity) {
        this.json = json;
        this.cachePoints = cachePoints;
        this.fidelity = fidelity;
        this.media = new MediaTranslator(fidelity);
    }

    /** What Converse cannot express is reported, and left out if that is let go. */
    List<Map<String, Object>> blocks(List<Part> parts, String field) {
        List<Map<String, Object>> blocks = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            Map<String, Object> block = block(part, field + "[" + i + "]");
            if (block != null) {
                blocks.add(block);
                cachePoints.after(part.cache(), blocks);
            }
        }
        return blocks;
    }

    /** Null for a part that is left out, or says nothing: Bedrock refuses blank texts. */
    private Map<String, Object> block(Part part, String field) {
        if (part instanceof Part.Text text) {
            return text(text.text());
        }
        if (part instanceof Part.Refusal refusal) {
            return text(refusal.text());
        }
        if (part instanceof Part.Image image) {
            return named("image", media.image(image.source(), field));
        }
        if (part instanceof Part.Document document) {
            return named("document", media.document(document, field));
        }
        if (part instanceof Part.ToolCall call) {
            return Map.of("toolUse", toolUse(call, field));
        }
        if (part instanceof Part.ToolResult result) {
            return Map.of("toolResult", toolResult(result, field));
        }
        return part instanceof Part.Thinking thinking ? thinking(thinking) : opaque((Part.Opaque) part, field);
    }

    private static Map<String, Object> named(String name, Map<String, Object> block) {
        return block == null ? null : Map.of(name, block);
    }

    private static Map<String, Object> text(String text) {
        return text.isBlank() ? null : Map.of("text", text);
    }

    private Map<String, Object> toolUse(Part.ToolCall call, String field) {
        Object input = call.arguments().isBlank() ? Map.of() : json.value(call.arguments());
        if (!(input instanceof Map)) {
            throw QuartermasterException.invalid(
                    field + ".arguments", "the arguments of a tool call must be a JSON object");
        }
        return Fields.with("toolUseId", call.id())
                .set("name", call.name())
                .set("input", input)
                .map();
    }

    private Map<String, Object> toolResult(Part.ToolResult result, String field) {
        List<Map<String, Object>> content = new ArrayList<>();
        for (int i = 0; i < result.content().size(); i++) {
            Map<String, Object> block = resultBlock(result.content().get(i), field + ".content[" + i + "]");
            if (block != null) {
                content.add(block);
            }
        }
        return Fields.with("toolUseId", result.callId())
                .set("content", content)
                .set("status", result.error() ? "error" : null)
                .map();
    }

    private Map<String, Object> resultBlock(Part part, String field) {
        boolean own = part instanceof Part.Opaque opaque && opaque.dialect() == Dialect.BEDROCK_CONVERSE;
        if (own || part instanceof Part.Text || part instanceof Part.Image || part instanceof Part.Document) {
            return block(part, field);
        }
        fidelity.lost(field, "this provider takes no such content as a tool's result");
        return null;
    }

    /** Reasoning without a seal came from another model; no model here takes it back. */
    private static Map<String, Object> thinking(Part.Thinking thinking) {
        if (thinking.signature() == null) {
            return null;
        }
        Map<String, Object> sealed = Fields.with("text", thinking.text())
                .set("signature", thinking.signature())
                .map();
        return Map.of("reasoningContent", Map.of("reasoningText", sealed));
    }

    private Map<String, Object> opaque(Part.Opaque opaque, String field) {
        if (opaque.dialect() == Dialect.BEDROCK_CONVERSE) {
            return opaque.extra();
        }
        if (opaque.type().equals(REDACTED_THINKING) && opaque.extra().get("data") instanceof String data) {
            return Map.of("reasoningContent", Map.of("redactedContent", data));
        }
        fidelity.lost(field, "this kind of content cannot be expressed for this provider");
        return null;
    }
}
