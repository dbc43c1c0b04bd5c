package dev.quartermaster.provider.anthropic;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.CacheMark;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ThoughtSignature;
import dev.quartermaster.provider.claude.ClaudeRequest;
import dev.quartermaster.provider.translation.Fields;
import dev.quartermaster.provider.translation.PartPosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parts of a turn as content blocks. Texts without a word, which the API refuses, are left out, and so is
 * earlier reasoning without Anthropic's seal, which no model takes back.
 */
final class BlockWriter {

    private static final String TYPE = "type";

    /** Kinds of blocks that take no breakpoint. */
    private static final Set<String> UNMARKED = Set.of("thinking", "redacted_thinking");

    private final Context context;
    private final MediaWriter media;

    BlockWriter(Context context) {
        this.context = context;
        this.media = new MediaWriter(context);
    }

    /**
     * Writes a turn's parts. The cache breakpoint of a part that is left out goes to the block before it.
     *
     * @param message the turn's position in the request
     * @param instructions whether they are texts only, as instructions are
     * @param blocks where they are written to
     * @return the breakpoint that belongs behind what stands before this turn; null where there is none
     */
    @Nullable CacheMark write(List<Part> parts, int message, boolean instructions, List<Map<String, Object>> blocks) {
        CacheMark leading = null;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            PartPosition partPosition = PartPosition.of(context.paths(), message, i);
            boolean takes = !instructions || context.sameDialect() || part instanceof Part.Text;
            if (!takes) {
                context.lost(partPosition.path(), "this provider takes instructions as text only");
            }
            leading = add(takes ? block(part, partPosition) : null, part.cache(), blocks, leading);
        }
        return leading;
    }

    private static @Nullable CacheMark add(
            @Nullable Map<String, Object> block,
            @Nullable CacheMark mark,
            List<Map<String, Object>> blocks,
            @Nullable CacheMark leading) {
        if (block != null) {
            blocks.add(block);
            return leading;
        }
        if (mark == null || mark(mark, blocks)) {
            return leading;
        }
        return mark;
    }

    /** Sets a breakpoint behind the last block that takes one; false where there is none. */
    static boolean mark(@Nullable CacheMark mark, List<Map<String, Object>> blocks) {
        for (int i = blocks.size() - 1; i >= 0 && mark != null; i--) {
            if (!UNMARKED.contains(String.valueOf(blocks.get(i).get(TYPE)))) {
                blocks.get(i).putIfAbsent(CacheMark.FIELD, cache(mark));
                return true;
            }
        }
        return false;
    }

    private @Nullable Map<String, Object> block(Part part, PartPosition partPosition) {
        if (part instanceof Part.Text text) {
            return text(text.text(), text);
        }
        if (part instanceof Part.Refusal refusal) {
            return text(refusal.text(), refusal);
        }
        if (part instanceof Part.Image image) {
            return with(media.image(image, partPosition), image);
        }
        if (part instanceof Part.Document document) {
            return with(media.document(document, partPosition), document);
        }
        if (part instanceof Part.ToolCall call) {
            return with(toolUse(call, partPosition), call);
        }
        if (part instanceof Part.ToolResult result) {
            return with(toolResult(result, partPosition), result);
        }
        return part instanceof Part.Thinking thinking ? thinking(thinking) : opaque((Part.Opaque) part, partPosition);
    }

    private @Nullable Map<String, Object> text(String text, Part part) {
        if (text.isBlank()) {
            return null;
        }
        return with(Fields.with(TYPE, "text").set("text", text), part);
    }

    private Fields toolUse(Part.ToolCall call, PartPosition partPosition) {
        return Fields.with(TYPE, "tool_use")
                .set("id", call.id())
                .set("name", call.name())
                .set("input", arguments(call, partPosition));
    }

    /** Agents send nothing at all for a call without arguments; the API wants an object in any case. */
    private Object arguments(Part.ToolCall call, PartPosition partPosition) {
        if (call.arguments().isBlank()) {
            return Map.of();
        }
        Object input = context.json().value(call.arguments());
        if (input instanceof Map<?, ?>) {
            return input;
        }
        throw QuartermasterException.invalid(partPosition.arguments(), "a tool call's arguments must be a JSON object");
    }

    /** The API refuses an error without a word. */
    private Fields toolResult(Part.ToolResult result, PartPosition partPosition) {
        List<Map<String, Object>> content = new ArrayList<>();
        CacheMark leading = null;
        for (int i = 0; i < result.content().size(); i++) {
            Part part = result.content().get(i);
            leading = add(resultBlock(part, partPosition.inside(i)), part.cache(), content, leading);
        }
        if (content.isEmpty() && result.error()) {
            content.add(Fields.with(TYPE, "text").set("text", "Error.").map());
        }
        return Fields.with(TYPE, "tool_result")
                .set("tool_use_id", result.callId())
                .set("content", content.isEmpty() ? null : Turn.plain(content))
                .set("is_error", result.error() ? true : null)
                .set(CacheMark.FIELD, cache(result.cache() == null ? leading : result.cache()));
    }

    private @Nullable Map<String, Object> resultBlock(Part part, PartPosition partPosition) {
        boolean takes = part instanceof Part.Text || part instanceof Part.Media || part instanceof Part.Opaque;
        if (!takes) {
            context.lost(partPosition.path(), "this provider takes no such content as a tool's result");
        }
        return takes ? block(part, partPosition) : null;
    }

    private @Nullable Map<String, Object> thinking(Part.Thinking thinking) {
        if (!ClaudeRequest.isSealed(thinking)) {
            return null;
        }
        Fields block =
                Fields.with(TYPE, "thinking").set("thinking", thinking.text()).set("signature", thinking.signature());
        return with(block, thinking);
    }

    private @Nullable Map<String, Object> opaque(Part.Opaque part, PartPosition partPosition) {
        if (part.dialect() == Dialect.ANTHROPIC_MESSAGES) {
            return new LinkedHashMap<>(part.extra());
        }
        context.lost(partPosition.path(), "this provider has no content of type " + part.type());
        return null;
    }

    private @Nullable Map<String, Object> with(@Nullable Fields block, Part part) {
        if (block == null) {
            return null;
        }
        if (!(part instanceof Part.ToolResult)) {
            block.set(CacheMark.FIELD, cache(part.cache()));
        }
        return context.sameDialect()
                ? block.add(ThoughtSignature.without(part.extra())).map()
                : block.map();
    }

    /** The {@code cache_control} of a block or tool; null where it has none. */
    static @Nullable Map<String, Object> cache(@Nullable CacheMark mark) {
        return mark == null
                ? null
                : Fields.with(TYPE, "ephemeral")
                        .set("ttl", mark.ttl())
                        .add(mark.extra())
                        .map();
    }
}
