package dev.quartermaster.provider.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.function.Consumer;

/**
 * Collects the body of an answer that is not the stream asked for. Only its beginning is kept, and what arrived is used
 * even when the connection breaks, as the status alone says most.
 */
final class ErrorBodyReader {

    private static final int LONGEST = 64 * 1024;

    private final Context context;
    private final HttpClientResponse response;
    private final Consumer<byte[]> whole;
    private final Buffer kept = Buffer.buffer();
    private boolean complete;

    ErrorBodyReader(Context context, HttpClientResponse response, Consumer<byte[]> whole) {
        this.context = context;
        this.response = response;
        this.whole = whole;
    }

    void collect() {
        response.exceptionHandler(ignored -> complete());
        response.handler(this::take).endHandler(ignored -> complete()).resume();
    }

    private void take(Buffer piece) {
        kept.appendBuffer(piece, 0, Math.min(piece.length(), LONGEST - kept.length()));
        if (kept.length() == LONGEST && !complete) {
            complete();
            ResponseDiscarder.of(context, response.request(), response);
        }
    }

    private void complete() {
        if (!complete) {
            complete = true;
            whole.accept(kept.getBytes());
        }
    }
}
