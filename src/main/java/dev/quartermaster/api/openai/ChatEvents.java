package dev.quartermaster.api.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.Sse;
import dev.quartermaster.api.chat.EventWriter;
import dev.quartermaster.api.error.OpenAiError;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.inference.streaming.PartialAnswer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A streamed answer as server-sent events: chunks, then either {@code [DONE]} or one error, never both. */
final class ChatEvents implements EventWriter {

    private static final byte[] DONE = Sse.data("[DONE]".getBytes(StandardCharsets.US_ASCII));

    private final ObjectMapper json;
    private final ChunkWriter writer;

    ChatEvents(ObjectMapper json, ChunkWriter writer) {
        this.json = json;
        this.writer = writer;
    }

    @Override
    public byte[] step(ChatDelta delta) {
        return events(writer.write(delta));
    }

    @Override
    public byte[] closing(Usage total) {
        return events(writer.last(total));
    }

    @Override
    public byte[] terminal(Usage total) {
        return DONE;
    }

    @Override
    public byte[] error(ErrorCode code, @Nullable String message, PartialAnswer partialAnswer) {
        ObjectNode event = json.valueToTree(OpenAiError.of(code, message, null));
        EventWriter.addDelivered(event.withObject("/error"), partialAnswer);
        return Sse.data(JsonBody.bytes(json, event));
    }

    private byte[] events(List<ObjectNode> chunks) {
        byte[] events = new byte[0];
        for (ObjectNode chunk : chunks) {
            byte[] event = Sse.data(JsonBody.bytes(json, chunk));
            events = events.length == 0 ? event : Sse.join(events, event);
        }
        return events;
    }
}
