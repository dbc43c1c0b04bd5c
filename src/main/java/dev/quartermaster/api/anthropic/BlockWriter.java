package dev.quartermaster.api.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.chat.ReasoningEnvelope;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ThoughtSignature;
import dev.quartermaster.provider.tool.CallArguments;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the parts of an answer as content blocks. */
final class BlockWriter {

    static final String REDACTED = "redacted_thinking";
    private static final String TYPE = "type";

    private final ObjectMapper json;
    private final MessageFrame frame;
    private final Dialect from;

    /** @param from the dialect of the provider that answers */
    BlockWriter(ObjectMapper json, Dialect from) {
        this.json = json;
        this.frame = new MessageFrame(json);
        this.from = from;
    }

    /**
     * Packs what the provider wants back with a part into a block before it that clients return untouched; null when there
     * is nothing to pack.
     */
    Part.@Nullable Opaque sealed(Part part) {
        Map<String, Object> signature = from == Dialect.ANTHROPIC_MESSAGES || !(part instanceof Part.ToolCall)
                ? Map.of()
                : ThoughtSignature.fields(part.extra());
        if (signature.isEmpty()) {
            return null;
        }
        String data = new ReasoningEnvelope(json).of(((Part.ToolCall) part).id(), signature);
        return new Part.Opaque(Dialect.ANTHROPIC_MESSAGES, REDACTED, Map.of(TYPE, REDACTED, "data", data));
    }

    /**
     * The whole block; null for what this dialect has no block for. Of a call that was cut off, the input holds the fields
     * that had come whole.
     *
     * @throws QuartermasterException when the arguments of a tool call are no JSON object, as every client takes them for
     */
    @Nullable ObjectNode whole(Part part, FinishReason finish) {
        ObjectNode block = opening(part);
        if (block != null && part instanceof Part.ToolCall call) {
            boolean cutOff = finish != FinishReason.STOP && finish != FinishReason.TOOL_CALLS;
            block.set("input", input(call, cutOff));
        }
        return block;
    }

    /** The block as a stream begins it: a tool call's input is empty, all else is as far as it is known. */
    @Nullable ObjectNode opening(Part part) {
        if (part instanceof Part.Opaque opaque) {
            return opaque.dialect() == Dialect.ANTHROPIC_MESSAGES ? json.valueToTree(opaque.extra()) : null;
        }
        ObjectNode block = json.createObjectNode();
        if (part instanceof Part.Text text) {
            block.put(TYPE, "text").put("text", text.text());
        } else if (part instanceof Part.Refusal refusal) {
            block.put(TYPE, "text").put("text", refusal.text());
        } else if (part instanceof Part.Thinking thinking) {
            block.put(TYPE, "thinking").put("thinking", thinking.text());
            block.put("signature", thinking.signature() == null ? "" : thinking.signature());
        } else if (part instanceof Part.ToolCall call) {
            block.put(TYPE, "tool_use").put("id", call.id()).put("name", call.name());
            block.putObject("input");
            block.putObject("caller").put(TYPE, "direct");
        } else {
            return null;
        }
        frame.pass(block, part.extra(), from);
        return block;
    }

    private JsonNode input(Part.ToolCall call, boolean cutOff) {
        String arguments = cutOff ? CallArguments.mended(call.arguments()) : call.arguments();
        if (arguments.isBlank() || (cutOff && !CallArguments.isObject(arguments))) {
            return json.createObjectNode();
        }
        try {
            JsonNode input = json.reader()
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(arguments);
            if (input.isObject()) {
                return input;
            }
        } catch (JsonProcessingException noJson) {
            throw unusable(call);
        }
        throw unusable(call);
    }

    private static QuartermasterException unusable(Part.ToolCall call) {
        return new QuartermasterException(
                ErrorCode.UPSTREAM_ERROR,
                "The model asked for the tool " + call.name() + " with arguments that are no JSON object.");
    }
}
