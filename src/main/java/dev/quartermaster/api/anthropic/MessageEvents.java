package dev.quartermaster.api.anthropic;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.Sse;
import dev.quartermaster.api.chat.EventWriter;
import dev.quartermaster.api.error.AnthropicError;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.inference.streaming.PartialAnswer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A streamed answer as named server-sent events, ended by {@code message_stop} or by one error, never by both. */
final class MessageEvents implements EventWriter {

    private static final byte[] STOP =
            Sse.event("message_stop", "{\"type\":\"message_stop\"}".getBytes(StandardCharsets.US_ASCII));

    private final ObjectMapper json;
    private final MessageStream stream;
    private final @Nullable String requestId;

    MessageEvents(ObjectMapper json, MessageStream stream, @Nullable String requestId) {
        this.json = json;
        this.stream = stream;
        this.requestId = requestId;
    }

    @Override
    public byte[] step(ChatDelta delta) {
        return bytes(stream.write(delta));
    }

    @Override
    public byte[] closing(Usage total) {
        return bytes(stream.last());
    }

    @Override
    public byte[] terminal(Usage total) {
        return STOP;
    }

    @Override
    public byte[] error(ErrorCode code, @Nullable String message, PartialAnswer partialAnswer) {
        ObjectNode event = json.valueToTree(AnthropicError.of(code, message, requestId));
        EventWriter.addDelivered(event.withObject("/error"), partialAnswer);
        return Sse.event("error", JsonBody.bytes(json, event));
    }

    private byte[] bytes(List<ObjectNode> events) {
        byte[] bytes = new byte[0];
        for (ObjectNode event : events) {
            bytes = Sse.join(bytes, Sse.event(event.get("type").textValue(), JsonBody.bytes(json, event)));
        }
        return bytes;
    }
}
