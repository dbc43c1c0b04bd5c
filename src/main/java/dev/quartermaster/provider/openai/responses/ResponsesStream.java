package dev.quartermaster.provider.openai.responses;

import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.failure.ResponseHeaders;
import dev.quartermaster.provider.http.SseFrame;
import dev.quartermaster.provider.http.SseStream;
import dev.quartermaster.provider.openai.wire.ErrorReader;
import dev.quartermaster.provider.translation.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads one streamed answer: server-sent events, the last of which holds the whole response. A caller who speaks this
 * dialect is handed every event whole, beside what it means in the shared form.
 */
final class ResponsesStream extends SseStream {

    /** An event is small, but for an item that comes whole, with all it found, and for the last one, which has it all. */
    private static final int LONGEST_FRAME = 32 * 1024 * 1024;

    /** Terminal marker of the other protocols of this family, which some compatible servers send here too. */
    private static final String DONE = "[DONE]";

    private final ProviderCall<ChatRequest> call;
    private final Json json;
    private final ErrorReader errors;
    private final EventTranslator events;
    private final boolean sameDialect;

    ResponsesStream(ProviderCall<ChatRequest> call, Json json, ErrorReader errors, Consumer<ResponseHeaders> quota) {
        super(LONGEST_FRAME, quota);
        this.call = call;
        this.json = json;
        this.errors = errors;
        this.events = new EventTranslator(call.request());
        this.sameDialect = Context.speaksResponses(call.request());
    }

    @Override
    public ProviderFailure refused(ProviderResponse providerResponse) {
        return errors.refused(providerResponse, call.key());
    }

    @Override
    protected boolean take(SseFrame frame, Consumer<ChatDelta> out) {
        if (frame.data().strip().equals(DONE)) {
            return false;
        }
        Wire.Event event = json.read(frame.data(), Wire.Event.class);
        if (event.type() == null && event.error() == null) {
            throw FailureClassifier.unreadable();
        }
        refuseFailure(event, frame);
        events.begin(event, out);
        if (sameDialect) {
            out.accept(new ChatDelta.Passed(Dialect.OPENAI_RESPONSES, event.type(), whole(frame)));
        }
        if (event.type().equals("response.completed") || event.type().equals("response.incomplete")) {
            events.end(event, out);
            return true;
        }
        events.take(event, out);
        return false;
    }

    /** The error's fields stand in the event itself, or under {@code error}, or in the response that failed. */
    private void refuseFailure(Wire.Event event, SseFrame frame) {
        if (event.error() != null && !event.error().isNull()) {
            throw errors.inside(event.error(), call.key());
        }
        if ("error".equals(event.type())) {
            throw errors.inside(json.tree(frame.data().getBytes(StandardCharsets.UTF_8)), call.key());
        }
        Wire.Reply response = event.response();
        boolean failed = "response.failed".equals(event.type());
        if (failed && (response == null || !response.hasError())) {
            throw FailureClassifier.unreadable();
        }
        if (response != null && response.hasError()) {
            throw errors.inside(response.error(), call.key()).having(UsageTranslator.counted(response));
        }
    }

    /** Returns the event without the random padding, which hides the size of pieces on this connection only. */
    @SuppressWarnings("unchecked")
    private Map<String, Object> whole(SseFrame frame) {
        Map<String, Object> event = json.read(frame.data(), Map.class);
        event.remove("obfuscation");
        return event;
    }
}
