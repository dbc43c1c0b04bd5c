package dev.quartermaster.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer before it is sent.
 *
 * @param frames one for a plain answer
 * @param form form of an error inside the stream; null for a plain answer
 */
public record Reply(int status, String contentType, Map<String, String> headers, List<Frame> frames, StreamForm form) {

    public static final String JSON = "application/json";
    public static final String SERVER_SENT_EVENTS = "text/event-stream; charset=utf-8";

    public static Reply json(JsonNode body) {
        return json(200, body);
    }

    public static Reply json(int status, JsonNode body) {
        return plain(status, JSON, Buffer.buffer(body.toString()));
    }

    public static Reply plain(int status, String contentType, Buffer body) {
        return new Reply(status, contentType, Map.of(), List.of(new Frame(body, true)), null);
    }

    public static Reply stream(String contentType, List<Frame> frames, StreamForm form) {
        return new Reply(200, contentType, Map.of(), List.copyOf(frames), form);
    }

    public boolean streamed() {
        return form != null;
    }

    public Reply withStatus(int other) {
        return new Reply(other, contentType, headers, frames, form);
    }

    public Reply withFrames(List<Frame> others) {
        return new Reply(status, contentType, headers, List.copyOf(others), form);
    }

    /** Adds headers where they are not there already. */
    public Reply withUsualHeaders(Map<String, String> usual) {
        return new Reply(status, contentType, usual, frames, form).withHeaders(headers);
    }

    public Reply withRetryAfter(Problem problem) {
        return problem.retryAfterSeconds() == null
                ? this
                : withHeaders(Map.of("retry-after", String.valueOf(problem.retryAfterSeconds())));
    }

    /** Adds headers; one that is already there is replaced. */
    public Reply withHeaders(Map<String, String> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Reply(status, contentType, all, frames, form);
    }
}
