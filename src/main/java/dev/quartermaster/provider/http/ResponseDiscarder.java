package dev.quartermaster.provider.http;

import io.vertx.core.Context;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;

/**
 * Discards a response that nobody reads further. An unfinished response's connection is closed. A complete response has
 * returned its connection, which another call may use already; so buffered data is dropped first, and only a response
 * that does not end with it is reset.
 */
final class ResponseDiscarder {

    private final HttpClientRequest request;
    private boolean ended;

    private ResponseDiscarder(HttpClientRequest request) {
        this.request = request;
    }

    /** Discards the answer. Call it on the context that reads the answer. */
    static void of(Context context, HttpClientRequest request, HttpClientResponse answer) {
        ResponseDiscarder responseDiscarder = new ResponseDiscarder(request);
        answer.exceptionHandler(ignored -> responseDiscarder.ended = true);
        answer.endHandler(ignored -> responseDiscarder.ended = true);
        answer.handler(ignored -> {}).resume();
        // What has arrived is handed out by a step that resuming has put in line before this one.
        context.runOnContext(ignored -> responseDiscarder.decide());
    }

    private void decide() {
        if (!ended) {
            request.reset();
        }
    }
}
