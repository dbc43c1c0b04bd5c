package dev.quartermaster.provider.google;

import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.StreamReader;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.failure.ResponseHeaders;
import dev.quartermaster.provider.http.SseFrame;
import dev.quartermaster.provider.http.SseFrames;
import dev.quartermaster.provider.translation.Json;
import java.util.function.Consumer;

/**
 * Reads one streamed answer: chunks as server-sent events. There is no terminal event: the answer is whole when the bytes
 * end after every candidate has given its finish reason.
 */
final class GenerateStream implements StreamReader {

    /** A chunk is small, but for one that carries an image. */
    private static final int LONGEST_FRAME = 32 * 1024 * 1024;

    private final ProviderCall<ChatRequest> call;
    private final Json json;
    private final ErrorReader errors;
    private final SseFrames frames = new SseFrames(LONGEST_FRAME);
    private final ChunkTranslator translator;
    private boolean done;

    GenerateStream(ProviderCall<ChatRequest> call, Json json, ErrorReader errors) {
        this.call = call;
        this.json = json;
        this.errors = errors;
        this.translator = new ChunkTranslator(call.request(), json);
    }

    @Override
    public void head(ResponseHeaders headers) {
        // Google says nothing of its limits in headers.
    }

    @Override
    public ProviderFailure refused(ProviderResponse providerResponse) {
        return errors.refused(providerResponse, call.key());
    }

    @Override
    public void feed(byte[] bytes, Consumer<ChatDelta> out) {
        frames.feed(bytes, frame -> take(frame, out));
    }

    @Override
    public void end(Consumer<ChatDelta> out) {
        frames.end(frame -> take(frame, out));
        translator.end(out);
        done = true;
    }

    @Override
    public boolean isDone() {
        return done;
    }

    private void take(SseFrame frame, Consumer<ChatDelta> out) {
        Wire.Reply chunk = json.read(frame.data(), Wire.Reply.class);
        if (chunk.error() != null) {
            throw errors.inside(chunk.error(), call.key());
        }
        translator.take(chunk, out);
    }
}
