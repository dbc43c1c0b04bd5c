package dev.quartermaster.provider.ollama;

import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.StreamReader;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.failure.ResponseHeaders;
import dev.quartermaster.provider.http.LineSplitter;
import dev.quartermaster.provider.translation.Json;
import java.util.function.Consumer;

/** Reads one streamed answer: a JSON object a line, the last of which says {@code done}. */
final class ChatStream implements StreamReader {

    /** A tool call comes in one line, with all its arguments. */
    private static final int LONGEST_LINE = 4 * 1024 * 1024;

    private final ProviderCall<ChatRequest> call;
    private final Json json;
    private final ErrorReader errors;
    private final LineSplitter lineSplitter = new LineSplitter(LONGEST_LINE);
    private final LineTranslator translator;
    private boolean done;

    ChatStream(ProviderCall<ChatRequest> call, Json json, ErrorReader errors) {
        this.call = call;
        this.json = json;
        this.errors = errors;
        this.translator = new LineTranslator(call.request(), json);
    }

    /** Ollama says nothing in its headers. */
    @Override
    public void head(ResponseHeaders headers) {}

    @Override
    public ProviderFailure refused(ProviderResponse providerResponse) {
        return errors.refused(providerResponse, call.key());
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
        translator.take(line, out);
        done = line.done();
    }
}
