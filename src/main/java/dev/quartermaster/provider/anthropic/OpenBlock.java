package dev.quartermaster.provider.anthropic;

import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.tool.CallArguments;
import dev.quartermaster.provider.translation.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One content block of a stream while it grows. Blocks with a shared form are handed out as they come; any other is held
 * until it is whole, and what its pieces bring is appended to its fields.
 */
final class OpenBlock {

    private static final String TYPE = "type";
    private static final String INPUT = "input";
    private static final String PARTIAL_JSON = "partial_json";

    private final int index;
    private final Map<String, Object> block;
    private final Json json;
    private final @Nullable Part opening;
    private final StringBuilder input = new StringBuilder();

    private OpenBlock(int index, Map<String, Object> block, Json json, @Nullable Part opening) {
        this.index = index;
        this.block = block;
        this.json = json;
        this.opening = opening;
    }

    static OpenBlock of(int index, Map<String, Object> block, Json json) {
        Part opening =
                switch (BlockReader.text(block, TYPE)) {
                    case "text", "thinking" -> new BlockReader(json).part(emptied(block));
                    case "tool_use" -> BlockReader.toolCall(block, "");
                    default -> null;
                };
        return new OpenBlock(index, new LinkedHashMap<>(block), json, opening);
    }

    /** The texts a block begins with are handed out as its first piece, as parts open empty. */
    private static Map<String, Object> emptied(Map<String, Object> block) {
        Map<String, Object> emptied = new LinkedHashMap<>(block);
        emptied.remove("text");
        emptied.remove("thinking");
        emptied.remove("signature");
        return emptied;
    }

    void open(Consumer<ChatDelta> out) {
        if (opening == null) {
            return;
        }
        out.accept(new ChatDelta.PartOpened(0, index, opening));
        grow(Growth.TEXT, BlockReader.text(block, "text"), out);
        grow(Growth.THINKING, BlockReader.text(block, "thinking"), out);
        grow(Growth.SIGNATURE, BlockReader.text(block, "signature"), out);
    }

    /** Returns false where this piece has no shared form, though its block has. */
    boolean grow(Map<String, Object> delta, Consumer<ChatDelta> out) {
        if (opening == null) {
            append(delta);
            return true;
        }
        switch (BlockReader.text(delta, TYPE)) {
            case "text_delta" -> grow(Growth.TEXT, BlockReader.text(delta, "text"), out);
            case "thinking_delta" -> grow(Growth.THINKING, BlockReader.text(delta, "thinking"), out);
            case "signature_delta" -> grow(Growth.SIGNATURE, BlockReader.text(delta, "signature"), out);
            case "input_json_delta" -> {
                input.append(BlockReader.text(delta, PARTIAL_JSON));
                grow(Growth.ARGUMENTS, BlockReader.text(delta, PARTIAL_JSON), out);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    void close(Consumer<ChatDelta> out) {
        if (opening == null) {
            if (input.length() > 0) {
                block.put(INPUT, whole(input.toString()));
            }
            out.accept(new ChatDelta.PartOpened(0, index, BlockReader.opaque(block)));
        } else if (opening instanceof Part.ToolCall && input.length() == 0) {
            grow(Growth.ARGUMENTS, json.text(block.getOrDefault(INPUT, Map.of())), out);
        }
        out.accept(new ChatDelta.PartClosed(0, index));
    }

    /** Returns the complete fields of an input that the token limit cut off. */
    private Object whole(String input) {
        Object value = json.value(CallArguments.mended(input));
        return value == null ? Map.of() : value;
    }

    private void grow(Growth growth, String piece, Consumer<ChatDelta> out) {
        if (!piece.isEmpty()) {
            out.accept(new ChatDelta.PartGrew(0, index, growth, piece, Map.of()));
        }
    }

    private void append(Map<String, Object> delta) {
        delta.forEach((field, value) -> {
            if (field.equals(PARTIAL_JSON) && value instanceof String piece) {
                input.append(piece);
            } else if (!field.equals(TYPE)) {
                block.merge(field, value, (before, more) -> before instanceof String text ? text + more : more);
            }
        });
    }
}
