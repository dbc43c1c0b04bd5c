package dev.quartermaster.api.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.api.chat.ChatFields;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.chat.CacheMark;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Part;
import java.util.List;

/** Reads content: a text, or blocks. A block without a shared form is kept whole. */
final class BlockReader {

    private BlockReader() {}

    /** Reads a text or blocks; empty when the field is absent. */
    static List<Part> content(JsonFields owner, String field) {
        JsonNode content = owner.take(field);
        if (content != null && !content.isTextual() && !content.isArray()) {
            throw JsonFields.wrong(owner.path(field), "a string or an array of content blocks", content);
        }
        return ChatFields.content(owner, field, BlockReader::block);
    }

    private static Part block(JsonFields block) {
        String type = block.requiredText("type");
        return switch (type) {
            case "text" -> new Part.Text(block.requiredText("text"), ChatFields.cacheMark(block), block.rest());
            case "image" -> MediaReader.image(block);
            case "document" -> MediaReader.document(block);
            case "tool_use" -> toolUse(block);
            case "tool_result" -> toolResult(block);
            case "thinking" -> thinking(block);
            default -> opaque(block, type);
        };
    }

    static Part opaque(JsonFields block, String type) {
        return new Part.Opaque(Dialect.ANTHROPIC_MESSAGES, type, block.all());
    }

    private static Part toolUse(JsonFields block) {
        String id = block.requiredText("id");
        String name = block.requiredText("name");
        block.requiredObject("input");
        String input = block.required("input", block.take("input")).toString();
        return new Part.ToolCall(id, name, input, false, ChatFields.cacheMark(block), block.rest());
    }

    private static Part toolResult(JsonFields block) {
        String call = block.requiredText("tool_use_id");
        List<Part> content = content(block, "content");
        Boolean error = block.flag("is_error");
        CacheMark cache = ChatFields.cacheMark(block);
        return new Part.ToolResult(call, content, Boolean.TRUE.equals(error), cache, block.rest());
    }

    private static Part thinking(JsonFields block) {
        // Reasoning of a model that signs nothing goes out with an empty signature, as clients demand one.
        String signature = block.text("signature");
        boolean signed = signature != null && !signature.isBlank();
        return new Part.Thinking(block.requiredText("thinking"), signed ? signature : null, block.rest());
    }
}
