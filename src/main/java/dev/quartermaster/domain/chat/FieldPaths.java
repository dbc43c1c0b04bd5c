package dev.quartermaster.domain.chat;

import java.util.List;

/**
 * Maps positions in a {@link ChatRequest} (a message, a part of it) to field paths in the caller's dialect, so that an
 * error names the field the caller knows.
 */
public interface FieldPaths {

    /** Stands for {@code nested} where a part is in a message itself. */
    int NOT_NESTED = -1;

    String message(int message);

    /** The name of the turn's participant. */
    default String name(int message) {
        return message(message) + ".name";
    }

    /** The setting by its name in this dialect. */
    String of(RequestField field);

    /** A tool's definition. */
    default String tool(int tool) {
        return "tools[" + tool + "]";
    }

    /** A field of a tool's definition, by its name inside that ({@code strict}, {@code name}). */
    default String tool(int tool, String field) {
        return tool(tool) + "." + field;
    }

    /** @param nested the part's position inside a tool result, or -1 when it stands in the message itself */
    String part(int message, int part, int nested);

    /** Returns the path of the bytes or address of a media part; {@code nested} as for {@link #part}. */
    String media(int message, int part, int nested);

    String arguments(int message, int part);

    /** The JSON Schema of a tool's parameters. */
    String parameters(int tool);

    /** The JSON Schema that the answer must have. */
    String formatSchema();

    /** Makes the paths of a request in the dialect that it came in. */
    @FunctionalInterface
    interface Factory {
        FieldPaths of(List<Message> messages, Options options);
    }

    /** Makes the paths of a request that no caller has written. */
    static FieldPaths internal(List<Message> messages, Options options) {
        return new InternalPaths();
    }

    /** How many instructions stand before the conversation in the internal form, in a field of their own outside. */
    static int instructions(List<Message> messages) {
        int count = 0;
        while (count < messages.size() && messages.get(count).role() == Role.SYSTEM) {
            count++;
        }
        return count;
    }

    /** The part itself, or the one inside the tool result that it is. */
    static Part find(List<Message> messages, int message, int part, int nested) {
        Part holder = messages.get(message).parts().get(part);
        return nested >= 0 && holder instanceof Part.ToolResult result
                ? result.content().get(nested)
                : holder;
    }
}
