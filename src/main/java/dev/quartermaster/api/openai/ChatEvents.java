package dev.quartermaster.api.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.JsonBody;
import dev.quartermaster.api.Sse;
import dev.quartermaster.api.error.OpenAiError;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.inference.Journey;
import dev.quartermaster.inference.StreamedAnswer;
import io.smallrye.mutiny.Multi;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A streamed answer as server-sent events: chunks, then either {@code [DONE]} or one error, never both. */
final class ChatEvents {

    private static final byte[] DONE = Sse.data("[DONE]".getBytes(StandardCharsets.US_ASCII));

    private final ObjectMapper json;
    private final StreamedAnswer answer;
    private final ChunkWriter writer;
    private final Journey journey;
    private final boolean trailer;

    ChatEvents(ObjectMapper json, StreamedAnswer answer, ChunkWriter writer, Journey journey, boolean trailer) {
        this.json = json;
        this.answer = answer;
        this.writer = writer;
        this.journey = journey;
        this.trailer = trailer;
    }

    Multi<byte[]> bytes() {
        Multi<byte[]> chunks = answer.deltas()
                .map(writer::write)
                .filter(written -> !written.isEmpty())
                .map(this::events);
        return Multi.createBy()
                .concatenating()
                .streams(chunks, Multi.createFrom().item(this::ending))
                .onFailure()
                .recoverWithItem(this::error);
    }

    private byte[] ending() {
        byte[] last = events(writer.last(answer.tally().usage()));
        byte[] totals = trailer ? Sse.comment("quartermaster " + totals()) : new byte[0];
        return Sse.join(Sse.join(last, totals), DONE);
    }

    private byte[] events(List<ObjectNode> chunks) {
        byte[] events = new byte[0];
        for (ObjectNode chunk : chunks) {
            byte[] event = Sse.data(JsonBody.bytes(json, chunk));
            events = events.length == 0 ? event : Sse.join(events, event);
        }
        return events;
    }

    private byte[] error(Throwable failure) {
        ErrorCode code =
                failure instanceof ProviderFailure known && known.kind() == dev.quartermaster.domain.FailureKind.TIMEOUT
                        ? ErrorCode.UPSTREAM_TIMEOUT
                        : ErrorCode.UPSTREAM_ERROR;
        String message = failure instanceof ProviderFailure
                ? failure.getMessage()
                : "The answer broke off; request " + journey.request().requestId();
        return Sse.data(JsonBody.bytes(json, OpenAiError.of(code, message, null)));
    }

    private String totals() {
        Usage usage = answer.tally().usage();
        ObjectNode totals = json.createObjectNode();
        totals.put("model", answer.model().key().toString());
        totals.put("attempts", journey.upstreamCalls());
        totals.put("cost_usd", answer.cost().usd());
        totals.set("usage", UsageWriter.write(usage));
        return totals.toString();
    }
}
