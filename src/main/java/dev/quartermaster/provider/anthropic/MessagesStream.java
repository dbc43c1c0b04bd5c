package dev.quartermaster.provider.anthropic;

import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.failure.ResponseHeaders;
import dev.quartermaster.provider.http.SseFrame;
import dev.quartermaster.provider.http.SseStream;
import dev.quartermaster.provider.translation.Json;
import java.util.Map;
import java.util.function.Consumer;

/** Reads one streamed answer: server-sent events, ended by {@code message_stop}. */
final class MessagesStream extends SseStream {

    /** An event is small, but for the block of a server tool that comes whole, with all it found. */
    private static final int LONGEST_FRAME = 16 * 1024 * 1024;

    private final ProviderCall<ChatRequest> call;
    private final Json json;
    private final ErrorReader errors;
    private final EventTranslator events;

    MessagesStream(ProviderCall<ChatRequest> call, Json json, ErrorReader errors, Consumer<ResponseHeaders> quota) {
        super(LONGEST_FRAME, quota);
        this.call = call;
        this.json = json;
        this.errors = errors;
        this.events = new EventTranslator(json);
    }

    @Override
    public ProviderFailure refused(ProviderResponse providerResponse) {
        return errors.refused(providerResponse, call.key());
    }

    @Override
    protected boolean take(SseFrame frame, Consumer<ChatDelta> out) {
        Wire.Event event = json.read(frame.data(), Wire.Event.class);
        if (event.error() != null || "error".equals(event.type())) {
            throw errors.inside(event.error() == null ? Map.of() : event.error(), call.key());
        }
        if (event.type() == null) {
            throw FailureClassifier.unreadable();
        }
        if (event.type().equals("message_stop")) {
            events.end();
            return true;
        }
        events.take(event, () -> whole(frame), out);
        return false;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> whole(SseFrame frame) {
        return json.read(frame.data(), Map.class);
    }
}
