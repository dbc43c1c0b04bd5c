package dev.quartermaster.provider.ollama;

import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.StreamReader;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.failure.ResponseHeaders;
import dev.quartermaster.provider.http.LineSplitter;
import dev.quartermaster.provider.translation.Json;
import dev.quartermaster.provider.translation.OpenParts;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads one streamed answer: a JSON object a line, the last of which says {@code done}. */
final class ChatStream implements StreamReader {

    /** A tool call comes in one line, with all its arguments. */
    private static final int LONGEST_LINE = 4 * 1024 * 1024;

    private final ProviderCall<ChatRequest> call;
    private final Json json;
    private final ErrorReader errors;
    private final LineSplitter lineSplitter = new LineSplitter(LONGEST_LINE);
    private final ReplyTranslator replies;
    private final OpenParts parts = new OpenParts(0);
    private long characters;
    private boolean asksForTools;
    private boolean begun;
    private boolean done;

    ChatStream(ProviderCall<ChatRequest> call, Json json, ErrorReader errors) {
        this.call = call;
        this.json = json;
        this.errors = errors;
        this.replies = new ReplyTranslator(json, call.request());
    }

    /** Ollama says nothing in its headers. */
    @Override
    public void head(ResponseHeaders headers) {}

    @Override
    public ProviderFailure refused(ProviderResponse response) {
        return errors.refused(response, call.key());
    }

    @Override
    public void feed(byte[] bytes, Consumer<ChatDelta> out) {
        lineSplitter.feed(bytes, line -> take(line, out));
    }

    @Override
    public void end(Consumer<ChatDelta> out) {
        lineSplitter.end(line -> take(line, out));
        if (!done) {
            throw FailureClassifier.cut();
        }
    }

    @Override
    public boolean isDone() {
        return done;
    }

    private void take(String text, Consumer<ChatDelta> out) {
        if (done || text.isBlank()) {
            return;
        }
        Wire.Line line = json.read(text, Wire.Line.class);
        if (line.error() != null) {
            throw errors.inside(line.error(), call.key());
        }
        if (!begun) {
            begun = true;
            out.accept(new ChatDelta.Started(Dialect.OLLAMA_CHAT, null, line.model(), Map.of()));
        }
        if (line.message() != null) {
            take(line.message(), out);
        }
        if (line.done()) {
            finish(line, out);
            done = true;
        }
    }

    private void take(Wire.Content content, Consumer<ChatDelta> out) {
        grow(Growth.THINKING, content.thinking(), out);
        grow(Growth.TEXT, content.text(), out);
        for (Wire.Call wire : content.toolCalls() == null ? List.<Wire.Call>of() : content.toolCalls()) {
            parts.close(out);
            Part.ToolCall toolCall = replies.toolCall(wire);
            asksForTools = true;
            characters += toolCall.arguments().length();
            parts.add(toolCall, out);
        }
    }

    private void grow(Growth growth, String piece, Consumer<ChatDelta> out) {
        if (piece != null) {
            characters += piece.length();
            parts.grow(growth, piece, Map.of(), out);
        }
    }

    private void finish(Wire.Line last, Consumer<ChatDelta> out) {
        FinishReason finish = ReplyTranslator.finish(last, parts.count() == 0, asksForTools);
        parts.close(out);
        out.accept(new ChatDelta.Finished(0, finish, null));
        out.accept(new ChatDelta.Used(replies.usage(last, characters)));
    }
}
