package dev.quartermaster.api.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.chat.Part;

/** Writes calls of tools: a function's arguments, or the plain text of a custom tool. */
final class ToolCallWriter {

    private static final String FUNCTION = "function";
    private static final String CUSTOM = "custom";

    private ToolCallWriter() {}

    static void write(ObjectNode node, Part.ToolCall call) {
        String kind = call.custom() ? CUSTOM : FUNCTION;
        node.put("type", kind);
        node.putObject(kind).put("name", call.name()).put(text(call.custom()), call.arguments());
    }

    /** A further piece of a call's arguments or text. */
    static void grow(ObjectNode node, boolean custom, String piece) {
        node.putObject(custom ? CUSTOM : FUNCTION).put(text(custom), piece);
    }

    private static String text(boolean custom) {
        return custom ? "input" : "arguments";
    }
}
