package dev.quartermaster.provider.bedrock;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.CacheMark;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.claude.ClaudeRequest;
import dev.quartermaster.provider.translation.Fields;
import dev.quartermaster.provider.translation.PartPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the parts of a turn as content blocks. Used for one request: documents are named uniquely within it. */
final class PartTranslator {

    /** Anthropic's name of reasoning that only the model can read; Bedrock has the same bytes under another name. */
    static final String REDACTED_THINKING = "redacted_thinking";

    private static final String TEXT = "text";
    private static final Map<String, Object> ERROR = Map.of(TEXT, "Error.");
    private static final Map<String, Object> NO_OUTPUT = Map.of(TEXT, "(no output)");

    private final Context context;
    private final CachePoints cachePoints;
    private final MediaTranslator media;

    PartTranslator(Context context, CachePoints cachePoints) {
        this.context = context;
        this.cachePoints = cachePoints;
        this.media = new MediaTranslator(context);
    }

    /**
     * The blocks of a turn. What Converse cannot express is reported, and left out if that is let go; its cache point
     * stands behind the block before it.
     *
     * @param message the turn's position in the request
     * @param instructions whether they are texts only, as instructions are
     * @param before what stands before the turn
     */
    List<Map<String, Object>> blocks(
            List<Part> parts, int message, boolean instructions, List<Map<String, Object>> before) {
        List<Map<String, Object>> blocks = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            PartPosition partPosition = PartPosition.of(context.paths(), message, i);
            Map<String, Object> block = instructions ? instruction(part, partPosition) : block(part, partPosition);
            if (block != null) {
                blocks.add(block);
            }
            cachePoints.after(mark(part), blocks.isEmpty() ? before : blocks);
        }
        return blocks;
    }

    /** A tool's result holds no cache points: that of a part inside stands behind the whole. */
    private static @Nullable CacheMark mark(Part part) {
        if (part instanceof Part.Opaque opaque) {
            return CacheMark.in(opaque.extra());
        }
        CacheMark mark = part.cache();
        if (mark != null || !(part instanceof Part.ToolResult result)) {
            return mark;
        }
        for (Part inside : result.content()) {
            CacheMark own = mark(inside);
            mark = own == null ? mark : own;
        }
        return mark;
    }

    private @Nullable Map<String, Object> instruction(Part part, PartPosition partPosition) {
        if (part instanceof Part.Text || isOwn(part)) {
            return block(part, partPosition);
        }
        context.lost(partPosition.path(), "this provider takes instructions as text only");
        return null;
    }

    private static boolean isOwn(Part part) {
        return part instanceof Part.Opaque opaque && opaque.dialect() == Dialect.BEDROCK_CONVERSE;
    }

    /** Null for a part that is left out, or says nothing: Bedrock refuses blank texts. */
    private @Nullable Map<String, Object> block(Part part, PartPosition partPosition) {
        if (part instanceof Part.Text text) {
            return text(text.text());
        }
        if (part instanceof Part.Refusal refusal) {
            return text(refusal.text());
        }
        if (part instanceof Part.Image image) {
            return named("image", media.image(image.source(), partPosition.path()));
        }
        if (part instanceof Part.Document document) {
            return named("document", media.document(document, partPosition.path()));
        }
        if (part instanceof Part.ToolCall call) {
            return Map.of("toolUse", toolUse(call, partPosition));
        }
        if (part instanceof Part.ToolResult result) {
            return Map.of("toolResult", toolResult(result, partPosition));
        }
        return part instanceof Part.Thinking thinking ? thinking(thinking) : opaque((Part.Opaque) part, partPosition);
    }

    private static @Nullable Map<String, Object> named(String name, @Nullable Map<String, Object> block) {
        return block == null ? null : Map.of(name, block);
    }

    private static @Nullable Map<String, Object> text(String text) {
        return text.isBlank() ? null : Map.of(TEXT, text);
    }

    private Map<String, Object> toolUse(Part.ToolCall call, PartPosition partPosition) {
        Object input = call.arguments().isBlank() ? Map.of() : context.json().value(call.arguments());
        if (!(input instanceof Map)) {
            throw QuartermasterException.invalid(
                    partPosition.arguments(), "the arguments of a tool call must be a JSON object");
        }
        return Fields.with("toolUseId", call.id())
                .set("name", call.name())
                .set("input", input)
                .map();
    }

    /** Converse wants a result to say something, and Claude models refuse an error without a word. */
    private Map<String, Object> toolResult(Part.ToolResult result, PartPosition partPosition) {
        List<Map<String, Object>> content = new ArrayList<>();
        for (int i = 0; i < result.content().size(); i++) {
            Map<String, Object> block = resultBlock(result.content().get(i), partPosition.inside(i));
            if (block != null) {
                content.add(block);
            }
        }
        if (content.isEmpty()) {
            content.add(result.error() ? ERROR : NO_OUTPUT);
        }
        return Fields.with("toolUseId", result.callId())
                .set("content", content)
                .set("status", result.error() ? "error" : null)
                .map();
    }

    private @Nullable Map<String, Object> resultBlock(Part part, PartPosition partPosition) {
        if (isOwn(part) || part instanceof Part.Text || part instanceof Part.Media) {
            return block(part, partPosition);
        }
        context.lost(partPosition.path(), "this provider takes no such content as a tool's result");
        return null;
    }

    /** Reasoning without a seal came from another model; no model here takes it back. */
    private static @Nullable Map<String, Object> thinking(Part.Thinking thinking) {
        if (!ClaudeRequest.isSealed(thinking)) {
            return null;
        }
        Map<String, Object> sealed = Fields.with(TEXT, thinking.text())
                .set("signature", thinking.signature())
                .map();
        return Map.of("reasoningContent", Map.of("reasoningText", sealed));
    }

    private @Nullable Map<String, Object> opaque(Part.Opaque opaque, PartPosition partPosition) {
        if (opaque.dialect() == Dialect.BEDROCK_CONVERSE) {
            return opaque.extra();
        }
        if (opaque.type().equals(REDACTED_THINKING) && opaque.extra().get("data") instanceof String data) {
            return Map.of("reasoningContent", Map.of("redactedContent", data));
        }
        context.lost(partPosition.path(), "this kind of content cannot be expressed for this provider");
        return null;
    }
}
