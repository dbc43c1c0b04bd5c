package dev.quartermaster.provider.anthropic;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.CacheMark;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ThoughtSignature;
import dev.quartermaster.provider.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the parts of a turn as content blocks. From callers of another dialect come parts the API has no use for: empty
 * texts, which it refuses, are left out, and so is earlier reasoning without Anthropic's seal, which no model reads again.
 */
final class BlockWriter {

    private static final String TYPE = "type";

    private final Context context;
    private final MediaWriter media;

    BlockWriter(Context context) {
        this.context = context;
        this.media = new MediaWriter(context);
    }

    /** @param field where the parts stand in the caller's request */
    List<Map<String, Object>> write(List<Part> parts, String field) {
        List<Map<String, Object>> blocks = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            Map<String, Object> block = block(parts.get(i), field + "[" + i + "]");
            if (block != null) {
                blocks.add(block);
            }
        }
        return blocks;
    }

    private Map<String, Object> block(Part part, String field) {
        if (part instanceof Part.Text text) {
            return text(text.text(), text);
        }
        if (part instanceof Part.Refusal refusal) {
            return text(refusal.text(), refusal);
        }
        if (part instanceof Part.Image image) {
            return with(media.image(image, field), image);
        }
        if (part instanceof Part.Document document) {
            return with(media.document(document, field), document);
        }
        if (part instanceof Part.ToolCall call) {
            return with(toolUse(call, field), call);
        }
        if (part instanceof Part.ToolResult result) {
            return with(toolResult(result, field), result);
        }
        return part instanceof Part.Thinking thinking ? thinking(thinking) : opaque((Part.Opaque) part, field);
    }

    private Map<String, Object> text(String text, Part part) {
        if (text.isEmpty() && !context.sameDialect()) {
            return null;
        }
        return with(Fields.with(TYPE, "text").set("text", text), part);
    }

    private Fields toolUse(Part.ToolCall call, String field) {
        return Fields.with(TYPE, "tool_use")
                .set("id", call.id())
                .set("name", call.name())
                .set("input", arguments(call, field));
    }

    /** Agents send nothing at all for a call without arguments; the API wants an object in any case. */
    private Object arguments(Part.ToolCall call, String field) {
        if (call.arguments().isBlank()) {
            return Map.of();
        }
        Object input = context.json().value(call.arguments());
        if (input instanceof Map<?, ?>) {
            return input;
        }
        throw QuartermasterException.invalid(field + ".arguments", "a tool call's arguments must be a JSON object");
    }

    private Fields toolResult(Part.ToolResult result, String field) {
        List<Map<String, Object>> content = write(result.content(), field + ".content");
        return Fields.with(TYPE, "tool_result")
                .set("tool_use_id", result.callId())
                .set("content", content.isEmpty() ? null : TurnTranslator.plain(content))
                .set("is_error", result.error() ? true : null);
    }

    private Map<String, Object> thinking(Part.Thinking thinking) {
        if (thinking.signature() == null && !context.sameDialect()) {
            return null;
        }
        Fields block =
                Fields.with(TYPE, "thinking").set("thinking", thinking.text()).set("signature", thinking.signature());
        return with(block, thinking);
    }

    private Map<String, Object> opaque(Part.Opaque part, String field) {
        if (part.dialect() == Dialect.ANTHROPIC_MESSAGES) {
            return part.extra();
        }
        context.lost(field, "this provider has no content of type " + part.type());
        return null;
    }

    private Map<String, Object> with(Fields block, Part part) {
        if (block == null) {
            return null;
        }
        block.set(CacheMark.FIELD, cache(part.cache()));
        return context.sameDialect()
                ? block.add(ThoughtSignature.without(part.extra())).map()
                : block.map();
    }

    /** The {@code cache_control} of a block or tool; null where it has none. */
    static Map<String, Object> cache(CacheMark mark) {
        return mark == null
                ? null
                : Fields.with(TYPE, "ephemeral")
                        .set("ttl", mark.ttl())
                        .add(mark.extra())
                        .map();
    }
}
