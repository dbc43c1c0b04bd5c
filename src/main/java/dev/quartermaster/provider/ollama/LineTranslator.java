package dev.quartermaster.provider.ollama;

import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.translation.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns the lines of one stream into deltas. There is always one choice, and a tool call always comes whole. */
final class LineTranslator {

    private final ChatRequest request;
    private final ToolCalls calls;
    private boolean begun;
    private int parts;
    private @Nullable Growth open;
    private boolean asksForTools;
    private long characters;

    LineTranslator(ChatRequest request, Json json) {
        this.request = request;
        this.calls = new ToolCalls(json, request);
    }

    /** @throws dev.quartermaster.domain.ProviderFailure when the last line ends an answer that says nothing */
    void take(Wire.Line line, Consumer<ChatDelta> out) {
        if (!begun) {
            begun = true;
            out.accept(new ChatDelta.Started(Dialect.OLLAMA_CHAT, null, line.model(), Map.of()));
        }
        if (line.message() != null) {
            take(line.message(), out);
        }
        if (line.done()) {
            end(line, out);
        }
    }

    private void take(Wire.Said said, Consumer<ChatDelta> out) {
        grow(Growth.THINKING, said.thinking(), out);
        grow(Growth.TEXT, said.content(), out);
        for (Wire.Call call : said.toolCalls() == null ? List.<Wire.Call>of() : said.toolCalls()) {
            closeOpen(out);
            whole(calls.read(call), out);
        }
    }

    private void grow(Growth growth, String piece, Consumer<ChatDelta> out) {
        if (piece == null || piece.isEmpty()) {
            return;
        }
        if (open != growth) {
            closeOpen(out);
            open = growth;
            Part empty = growth == Growth.TEXT ? Part.Text.of("") : new Part.Thinking("", null, Map.of());
            out.accept(new ChatDelta.PartOpened(0, parts++, empty));
        }
        characters += piece.length();
        out.accept(new ChatDelta.PartGrew(0, parts - 1, growth, piece, Map.of()));
    }

    private void whole(Part.ToolCall call, Consumer<ChatDelta> out) {
        asksForTools = true;
        characters += call.arguments().length();
        int index = parts++;
        out.accept(new ChatDelta.PartOpened(0, index, new Part.ToolCall(call.id(), call.name(), "", Map.of())));
        out.accept(new ChatDelta.PartGrew(0, index, Growth.ARGUMENTS, call.arguments(), Map.of()));
        out.accept(new ChatDelta.PartClosed(0, index));
    }

    private void end(Wire.Line last, Consumer<ChatDelta> out) {
        FinishReason finish = Ending.finish(last, asksForTools);
        if (parts == 0) {
            throw Ending.empty(last, finish);
        }
        closeOpen(out);
        out.accept(new ChatDelta.Finished(0, finish, null));
        out.accept(new ChatDelta.Used(Ending.usage(last, request, characters)));
    }

    private void closeOpen(Consumer<ChatDelta> out) {
        if (open != null) {
            open = null;
            out.accept(new ChatDelta.PartClosed(0, parts - 1));
        }
    }
}
