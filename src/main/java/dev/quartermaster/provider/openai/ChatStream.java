package dev.quartermaster.provider.openai;

import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.failure.ResponseHeaders;
import dev.quartermaster.provider.http.SseFrame;
import dev.quartermaster.provider.http.SseStream;
import dev.quartermaster.provider.openai.wire.ErrorReader;
import dev.quartermaster.provider.translation.Json;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads one streamed answer: chunks as server-sent events, ended by {@code [DONE]}. */
final class ChatStream extends SseStream {

    private static final String TERMINAL = "[DONE]";

    /** A chunk is small; one with a whole tool call or with log probabilities in it may not be. */
    private static final int LONGEST_FRAME = 4 * 1024 * 1024;

    private final ProviderCall<ChatRequest> call;
    private final Json json;
    private final ErrorReader errors;
    private final ChunkTranslator translator;

    ChatStream(ProviderCall<ChatRequest> call, Json json, ErrorReader errors, Consumer<ResponseHeaders> quota) {
        super(LONGEST_FRAME, quota);
        this.call = call;
        this.json = json;
        this.errors = errors;
        this.translator = new ChunkTranslator(call.request());
    }

    @Override
    public ProviderFailure refused(ProviderResponse providerResponse) {
        return errors.refused(providerResponse, call.key());
    }

    @Override
    protected boolean take(SseFrame frame, Consumer<ChatDelta> out) {
        if (frame.data().strip().equals(TERMINAL)) {
            translator.end(out);
            return true;
        }
        Wire.Chunk chunk = json.read(frame.data(), Wire.Chunk.class);
        if (chunk.error() != null && !chunk.error().isNull()) {
            throw errors.inside(chunk.error(), call.key());
        }
        if ("error".equals(frame.event())) {
            throw errors.inside(json.tree(frame.data().getBytes(StandardCharsets.UTF_8)), call.key());
        }
        translator.take(chunk, out);
        return false;
    }
}
