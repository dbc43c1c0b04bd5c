package dev.quartermaster.provider.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.StreamReader;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.failure.ResponseHeaders;
import dev.quartermaster.provider.translation.Json;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

/**
 * Reads one streamed answer: binary frames with checksums, each an event, or an exception that ends a stream which began
 * well. {@code messageStop} and then {@code metadata} are its terminal marker.
 */
final class ChatStream implements StreamReader {

    static final String MEDIA_TYPE = "application/vnd.amazon.eventstream";

    private final ProviderCall<ChatRequest> call;
    private final Json json;
    private final ErrorReader errors;
    private final MessageDecoder frames = new MessageDecoder();
    private final EventTranslator events;

    ChatStream(ProviderCall<ChatRequest> call, Json json, ErrorReader errors) {
        this.call = call;
        this.json = json;
        this.errors = errors;
        this.events = new EventTranslator(json);
    }

    @Override
    public void head(ResponseHeaders headers) {
        events.requestId(headers.first(BedrockProvider.REQUEST_ID));
    }

    @Override
    public ProviderFailure refused(ProviderResponse providerResponse) {
        return errors.refused(providerResponse, call.key());
    }

    @Override
    public void feed(byte[] bytes, Consumer<ChatDelta> out) {
        List<Message> whole;
        try {
            frames.feed(bytes);
            whole = frames.getDecodedMessages();
        } catch (RuntimeException damaged) {
            throw FailureClassifier.unreadable();
        }
        for (Message message : whole) {
            take(message, out);
        }
    }

    @Override
    public void end(Consumer<ChatDelta> out) {
        if (!isDone()) {
            throw events.cut();
        }
    }

    @Override
    public boolean isDone() {
        return events.isDone();
    }

    private void take(Message message, Consumer<ChatDelta> out) {
        if (isDone()) {
            return;
        }
        switch (header(message, ":message-type")) {
            case "event" ->
                events.take(header(message, ":event-type"), json.read(message.getPayload(), JsonNode.class), out);
            case "exception" ->
                throw errors.inStream(header(message, ":exception-type"), message.getPayload(), call.key());
            default ->
                throw errors.broken(header(message, ":error-code"), header(message, ":error-message"), call.key());
        }
    }

    private static String header(Message message, String name) {
        HeaderValue value = message.getHeaders().get(name);
        return value == null ? "" : value.getString();
    }
}
