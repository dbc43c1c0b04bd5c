package dev.quartermaster.provider.openai;

import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.tool.CallArguments;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One tool call of a stream while it grows. It is emitted once its tool is known. */
final class OpenCall {

    private final Integer index;
    private final Map<String, Object> extra;
    private final StringBuilder arguments = new StringBuilder();
    private @Nullable String id;
    private @Nullable String name;
    private boolean custom;
    private int part = -1;

    /** @param index its number as the service gives it, or null; {@code id} null where it has none */
    OpenCall(Integer index, @Nullable String id, Map<String, Object> extra) {
        this.index = index;
        this.id = id;
        this.extra = extra;
    }

    Integer index() {
        return index;
    }

    @Nullable String id() {
        return id;
    }

    @Nullable String name() {
        return name;
    }

    int part() {
        return part;
    }

    boolean isEmitted() {
        return part >= 0;
    }

    /** Returns whether its arguments are complete, so that nothing can follow them; unknown for plain text. */
    boolean isWhole() {
        int last = arguments.length() - 1;
        return !custom && last > 0 && arguments.charAt(last) == '}' && CallArguments.isObject(arguments.toString());
    }

    /** Returns whether the call can be emitted: its name has arrived. */
    boolean isReady() {
        return !isEmitted() && name != null;
    }

    /** The first name counts; some services repeat it in each piece. @return the piece of arguments, never null */
    String take(Wire.Call piece) {
        custom |= piece.isCustom();
        if (name == null && piece.toolName() != null && !piece.toolName().isEmpty()) {
            name = piece.toolName();
        }
        String more = piece.text() == null ? "" : piece.text();
        arguments.append(more);
        return more;
    }

    /** Emits the call. {@code ids} numbers it if it has no id; {@code place} the number of the part that it becomes */
    void emit(int choice, int place, CallIds ids, Consumer<ChatDelta> out) {
        if (name == null) {
            throw new IllegalStateException("a call is not ready without its name");
        }
        part = place;
        id = ids.of(id);
        out.accept(new ChatDelta.PartOpened(choice, part, new Part.ToolCall(id, name, "", custom, null, extra)));
        grow(choice, arguments.toString(), Map.of(), out);
    }

    void grow(int choice, String piece, Map<String, Object> further, Consumer<ChatDelta> out) {
        if (!piece.isEmpty()) {
            out.accept(new ChatDelta.PartGrew(choice, part, Growth.ARGUMENTS, piece, further));
        }
    }
}
