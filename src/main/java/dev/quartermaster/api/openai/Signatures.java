package dev.quartermaster.api.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ThoughtSignature;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Carries providers' signatures over reasoning, so that a message which is sent back as it came gives them back: Gemini's
 * on a call, as {@code extra_content.google.thought_signature}, and Claude's in the message's {@code thinking_blocks}.
 */
final class Signatures {

    private static final String BLOCKS = "thinking_blocks";
    private static final String TYPE = "type";
    private static final String REDACTED = "redacted_thinking";

    private Signatures() {}

    static void write(ObjectMapper json, ObjectNode call, Part.ToolCall part) {
        String signature = ThoughtSignature.of(part.extra());
        if (signature != null) {
            call.set(ThoughtSignature.EXTRA_CONTENT, json.valueToTree(ThoughtSignature.extraContent(signature)));
        }
    }

    /** Adds the signed reasoning among these parts to a message or delta, if there is any. */
    static void write(ObjectMapper json, ObjectNode message, List<Part> parts) {
        ArrayNode blocks = json.createArrayNode();
        for (Part part : parts) {
            if (part instanceof Part.Thinking thinking && thinking.signature() != null) {
                blocks.addObject()
                        .put(TYPE, "thinking")
                        .put("thinking", thinking.text())
                        .put("signature", thinking.signature());
            } else if (part instanceof Part.Opaque block && isRedacted(block)) {
                blocks.add(json.<ObjectNode>valueToTree(block.extra()));
            }
        }
        if (!blocks.isEmpty()) {
            message.set(BLOCKS, blocks);
        }
    }

    static boolean isRedacted(Part.Opaque block) {
        return block.dialect() == Dialect.ANTHROPIC_MESSAGES && block.type().equals(REDACTED);
    }

    /** The signed reasoning that a message gives back. */
    static List<Part> read(JsonFields message) {
        return message.each(BLOCKS, Signatures::block).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Part> block(JsonFields block) {
        String type = block.text(TYPE);
        if (REDACTED.equals(type)) {
            return Optional.of(new Part.Opaque(Dialect.ANTHROPIC_MESSAGES, REDACTED, block.all()));
        }
        String signature = block.text("signature");
        String text = block.text("thinking");
        return signature == null || text == null
                ? Optional.empty()
                : Optional.of(new Part.Thinking(text, signature, Map.of()));
    }
}
