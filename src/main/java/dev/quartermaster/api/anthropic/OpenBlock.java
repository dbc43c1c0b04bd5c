package dev.quartermaster.api.anthropic;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.Part;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one content block of a stream that is open on the wire. A signature goes out in one piece at the end, as clients
 * replace rather than append it; a tool call without arguments says {@code {}}, as clients read its pieces as JSON.
 */
final class OpenBlock {

    private final ObjectMapper json;
    private final int index;
    private final boolean toolCall;
    private final Consumer<ObjectNode> out;
    private final StringBuilder signature = new StringBuilder();
    private boolean grown;

    private OpenBlock(ObjectMapper json, int index, boolean toolCall, Consumer<ObjectNode> out) {
        this.json = json;
        this.index = index;
        this.toolCall = toolCall;
        this.out = out;
    }

    static OpenBlock begin(ObjectMapper json, int index, Part part, ObjectNode opening, Consumer<ObjectNode> out) {
        OpenBlock block = new OpenBlock(json, index, part instanceof Part.ToolCall, out);
        ObjectNode start = block.event("content_block_start");
        start.set("content_block", opening);
        out.accept(start);
        if (part instanceof Part.ToolCall call) {
            block.grow(Growth.ARGUMENTS, call.arguments());
        }
        return block;
    }

    void grow(Growth growth, String piece) {
        if (piece.isEmpty()) {
            return;
        }
        grown = true;
        switch (growth) {
            case TEXT, REFUSAL -> delta("text_delta", "text", piece);
            case THINKING -> delta("thinking_delta", "thinking", piece);
            case ARGUMENTS -> delta("input_json_delta", "partial_json", piece);
            case SIGNATURE -> signature.append(piece);
        }
    }

    /** A piece without a shared form, in the dialect's own words. */
    void pass(@Nullable Object delta) {
        ObjectNode event = event("content_block_delta");
        event.set("delta", json.valueToTree(delta));
        out.accept(event);
    }

    void end() {
        if (toolCall && !grown) {
            delta("input_json_delta", "partial_json", "{}");
        }
        if (signature.length() > 0) {
            delta("signature_delta", "signature", signature.toString());
        }
        out.accept(event("content_block_stop"));
    }

    private void delta(String type, String field, String piece) {
        ObjectNode delta = json.createObjectNode().put("type", type).put(field, piece);
        ObjectNode event = event("content_block_delta");
        event.set("delta", delta);
        out.accept(event);
    }

    private ObjectNode event(String type) {
        return json.createObjectNode().put("type", type).put("index", index);
    }
}
