package dev.quartermaster.provider.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.function.Consumer;

/**
 * Collects the body of an answer that is not the stream asked for. Only its beginning is kept, and what arrived is used
 * even when the connection breaks: the status has said the main thing already.
 */
final class ErrorBodyReader {

    private static final int LONGEST = 64 * 1024;

    private final HttpClientResponse response;
    private final Consumer<byte[]> whole;
    private final Buffer kept = Buffer.buffer();
    private boolean told;

    ErrorBodyReader(HttpClientResponse response, Consumer<byte[]> whole) {
        this.response = response;
        this.whole = whole;
    }

    void collect() {
        response.exceptionHandler(ignored -> tell());
        response.handler(this::take).endHandler(ignored -> tell()).resume();
    }

    private void take(Buffer piece) {
        kept.appendBuffer(piece, 0, Math.min(piece.length(), LONGEST - kept.length()));
        if (kept.length() == LONGEST && !told) {
            tell();
            ResponseDiscarder.of(Vertx.currentContext(), response.request(), response);
        }
    }

    private void tell() {
        if (!told) {
            told = true;
            whole.accept(kept.getBytes());
        }
    }
}
